import { realpathSync } from 'node:fs';
import { createRequire } from 'node:module';
import { sep } from 'node:path';
import type { PackageDirectoryLoader } from 'n8n-core';
import type { INodeType, INodeTypes, IVersionedNodeType } from 'n8n-workflow';
import { n8nCore, n8nWorkflow } from './n8n-modules.ts';
import { borrowedNodeTypes } from './start-node.ts';

/** The node types of one package, loaded by n8n's own loader, beside the stand-ins. */
export class EngineNodeTypes implements INodeTypes {
  readonly #loader: PackageDirectoryLoader;

  constructor(loader: PackageDirectoryLoader) {
    this.#loader = loader;
  }

  static async load(packageDir: string): Promise<{ readonly types: EngineNodeTypes; readonly loader: PackageDirectoryLoader }> {
    const loader = new n8nCore.PackageDirectoryLoader(packageDir);
    await loader.loadAll();
    return { loader, types: new EngineNodeTypes(loader) };
  }

  getByName(type: string): INodeType | IVersionedNodeType {
    const borrowed = borrowedNodeTypes[type];
    if (borrowed !== undefined) return borrowed;
    const prefix = `${this.#loader.packageName}.`;
    if (!type.startsWith(prefix)) throw new Error(`No node of type "${type}" is loaded.`);
    // n8n makes a tool of each node that says so; it runs the same code under a type of its own.
    const name = type.slice(prefix.length).replace(/Tool$/, '');
    return this.#loader.getNode(name).type;
  }

  getByNameAndVersion(type: string, version?: number): INodeType {
    return n8nWorkflow.NodeHelpers.getVersionedNodeType(this.getByName(type), version);
  }

  /** The nodes that use a credential, in the order in which n8n asks them to test it. */
  usersOf(credentialType: string): readonly INodeType[] {
    const { supportedNodes = [] } = this.#loader.known.credentials[credentialType] ?? {};
    return supportedNodes.map((name) => n8nWorkflow.NodeHelpers.getVersionedNodeType(this.#loader.getNode(name).type));
  }

  getKnownTypes(): Record<string, never> {
    return {};
  }
}

/** Whoever loads this package next runs its code anew, as in a process that has never seen it. */
export function forgetModules(packageDir: string): void {
  const { cache } = createRequire(import.meta.filename);
  const folder = realpathSync(packageDir) + sep;
  for (const path of Object.keys(cache)) if (path.startsWith(folder)) Reflect.deleteProperty(cache, path);
}
