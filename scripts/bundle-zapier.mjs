import { copyFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { rolldown } from 'rolldown';
import { bundleInput } from './bundle-input.mjs';
import { copyLicences } from './bundle-licences.mjs';

/**
 * Bundles the Zapier app and core into one CommonJS file, `packages/zapier-app/dist/index.js`, with nothing but
 * zapier-platform-core outside. The file's exports are the app itself, as Zapier's runtime requires it; `default` points back to it for those who import.
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
    // One file: Zapier reads the app definition from it, and a cold start pays for each further file.
    codeSplitting: false,
    sourcemap: false,
    footer: "Object.defineProperty(module.exports, 'default', { value: module.exports });",
  });
  await bundle.close();
  copyFileSync(join(root, 'NOTICE'), join(output, 'NOTICE'));
  copyLicences(written, join(output, 'licences'));
}
