import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { rolldown } from 'rolldown';

/**
 * Bundles the Zapier app and core into one CommonJS file, `packages/zapier-app/dist/index.js`, with nothing but
 * zapier-platform-core outside. Core is taken from its source, so that unused parts fall away. The file's exports are the app
 * itself, as Zapier's runtime requires it; `default` points back to it for those who import.
 */
export async function bundleZapierApp(root) {
  const app = join(root, 'packages/zapier-app');
  const output = join(app, 'dist');
  rmSync(output, { recursive: true, force: true });
  const bundle = await rolldown({
    input: { index: join(app, 'src/index.ts') },
    external: ['zapier-platform-core'],
    platform: 'node',
    tsconfig: false,
    transform: { target: 'node20' },
    resolve: { alias: { '@iqra-automation/core': join(root, 'packages/core/src/index.ts') } },
  });
  await bundle.write({
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
}
