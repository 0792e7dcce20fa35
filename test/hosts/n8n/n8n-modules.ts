import { createRequire } from 'node:module';
import type * as N8nCore from 'n8n-core';
import type * as N8nWorkflow from 'n8n-workflow';
import { n8nPackagesFrom } from './engine-environment.ts';

/**
 * n8n's own packages. They are CommonJS; n8n-workflow's ES module build cannot be loaded by Node, hence `require`.
 * Import only in a process that carries the environment of `engine-environment.ts`: n8n-core writes a settings file when loaded.
 */
const require = createRequire(n8nPackagesFrom());

export const n8nCore: typeof N8nCore = require('n8n-core');
export const n8nWorkflow: typeof N8nWorkflow = require('n8n-workflow');
/** n8n's container of services, taken from the same copy that n8n-core uses. */
export const { Container }: { readonly Container: ServiceContainer } = createRequire(require.resolve('n8n-core'))('@n8n/di');
export const { Logger }: { readonly Logger: unknown } = createRequire(require.resolve('n8n-core'))('@n8n/backend-common');

interface ServiceContainer {
  get(service: unknown): unknown;
  set(service: unknown, instance: unknown): void;
}
