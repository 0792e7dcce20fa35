import http from 'node:http';
import { createRequire } from 'node:module';
import vm from 'node:vm';
import NodeEnvironment from 'jest-environment-node';
import type { ForkedEngine } from './hosts/n8n/forked-engine.ts';
import type { SharedProcess } from './hosts/shared-process.ts';
import { outerApps } from './hosts/zapier/outer-app.ts';

/** Engines of n8n that wait for the next test file of this process. */
const idleN8nEngines: ForkedEngine[] = [];

/** Node's own, whose modules stay loaded. */
const realRequire = createRequire(__filename);

/** Outside the test files, where an app of Zapier runs. */
const realTimers = { setTimeout: globalThis.setTimeout, clearTimeout: globalThis.clearTimeout };

/**
 * Jest's environment of Node with a plain global object for each test file. Its own puts that object behind a proxy, which every `Math`,
 * `Date` and `Map` of the code passes: what computes much then takes a quarter to twice as long. Files are as separate either way; they
 * share n8n's processes, each of which has forgotten the file before, and zapier-platform-core and Google's numbers as they were loaded.
 */
export default class PlainContextEnvironment extends NodeEnvironment {
  readonly #zapierApps = outerApps();

  constructor(...given: ConstructorParameters<typeof NodeEnvironment>) {
    const { createContext } = vm;
    vm.createContext = () => createContext(vm.constants.DONT_CONTEXTIFY);
    try {
      super(...given);
    } finally {
      vm.createContext = createContext;
    }
    this.global.idleN8nEngines = idleN8nEngines;
    const shared: SharedProcess = { global: globalThis, zapierApps: this.#zapierApps, googleNumbers: () => realRequire('google-libphonenumber') };
    this.global.sharedProcess = shared;
  }

  /** Node's own modules are one for all files: who lets Zapier's core put its log into `http.request` breaks the requests of later files. */
  override async teardown(): Promise<void> {
    await super.teardown();
    this.#zapierApps.end();
    Object.assign(globalThis, realTimers);
    if ('patchedByZapier' in http) throw new Error('An app has patched node:http for all tests of this process. Give it `flags: { skipHttpPatch: true }`.');
  }
}
