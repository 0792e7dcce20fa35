import { copyFileSync, cpSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { rolldown } from 'rolldown';
import { bundleInput } from './bundle-input.mjs';
import { copyLicences } from './bundle-licences.mjs';

/**
 * Bundles the n8n node package into `packages/n8n-node/dist`: one file for each node and credential that its package.json names, and
 * shared chunks beside them, with nothing but n8n-workflow outside (docs/decisions/0021-n8n-bundle.md).
 */
export async function bundleN8nNode(root) {
  const source = join(root, 'packages/n8n-node');
  const output = join(source, 'dist');
  const { n8n } = JSON.parse(readFileSync(join(source, 'package.json'), 'utf8'));
  const entries = [...n8n.nodes, ...n8n.credentials].map((path) => path.replace(/^dist\//, '').replace(/\.js$/, ''));
  rmSync(output, { recursive: true, force: true });
  const files = Object.fromEntries(entries.map((entry) => [entry, join(source, `${entry}.ts`)]));
  const bundle = await rolldown(bundleInput(root, files, 'n8n-workflow'));
  const { output: written } = await bundle.write({
    dir: output,
    format: 'cjs',
    exports: 'named',
    entryFileNames: '[name].js',
    chunkFileNames: 'lib/[name].js',
    minify: { compress: true, mangle: true, codegen: { removeWhitespace: true } },
    // n8n finds each class by its name.
    keepNames: true,
    sourcemap: false,
  });
  await bundle.close();
  cpSync(join(source, 'icons'), join(output, 'icons'), { recursive: true });
  for (const entry of entries.filter((name) => name.startsWith('nodes/'))) {
    copyFileSync(join(source, `${entry}.json`), join(output, `${entry}.json`));
  }
  copyFileSync(join(root, 'NOTICE'), join(output, 'NOTICE'));
  copyLicences(written, join(output, 'licences'));
}
