import { copyFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { rolldown } from 'rolldown';
import { bundleInput } from './bundle-input.mjs';
import { copyLicences } from './bundle-licences.mjs';
import { loadedWhenUsed } from './zapier/loaded-when-used.mjs';

/**
 * The parts that a run loads only when it uses them: a poll needs no reading of phone numbers, and the form needs no core. What the
 * definition itself names of core is a part of its own (docs/decisions/0085-zapier-parts-loaded-on-use.md).
 */
const parts = [
  { name: 'words', test: /packages[\\/]core[\\/]src[\\/](?:domain[\\/](?:call|server-facts)|fields[\\/]field|errors[\\/](?:define-errors|iqra-error|redact)|phone[\\/]characters)\.ts$/, priority: 2 },
  { name: 'core', test: /packages[\\/]core[\\/]/, priority: 1 },
  { name: 'phone', test: /node_modules[\\/].*libphonenumber-js/, priority: 2 },
  { name: 'luxon', test: /node_modules[\\/].*luxon/, priority: 2 },
];

/**
 * Bundles the Zapier app and core into `packages/zapier-app/dist`: `index.js`, which holds the app's definition and is what Zapier's
 * runtime requires, and beside it the parts that it loads on use, with nothing but zapier-platform-core outside. The exports of
 * `index.js` are the app itself; `default` points back to it for those who import. Names stay as they are, so that a stack can be read.
 */
export async function bundleZapierApp(root) {
  const app = join(root, 'packages/zapier-app');
  const output = join(app, 'dist');
  rmSync(output, { recursive: true, force: true });
  const bundle = await rolldown(bundleInput(root, { index: join(app, 'src/index.ts') }, 'zapier-platform-core'));
  const { output: written } = await bundle.write({
    dir: output,
    format: 'cjs',
    exports: 'default',
    entryFileNames: '[name].js',
    chunkFileNames: '[name].js',
    codeSplitting: { groups: parts },
    // The runtime reads every character on a cold start.
    minify: { mangle: false, compress: false, codegen: { removeWhitespace: true } },
    sourcemap: false,
    footer: ({ isEntry }) => (isEntry ? "Object.defineProperty(module.exports, 'default', { value: module.exports });" : ''),
    plugins: [loadedWhenUsed(parts.map(({ name }) => name))],
  });
  await bundle.close();
  copyFileSync(join(root, 'NOTICE'), join(output, 'NOTICE'));
  copyLicences(written, join(output, 'licences'));
}
