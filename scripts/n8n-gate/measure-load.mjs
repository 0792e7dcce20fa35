import { execFileSync } from 'node:child_process';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

/** Run in a process of its own: what n8n does when it starts, with n8n-workflow in memory already. */
const program = `
const [workflow, ...files] = process.argv.slice(1);
require(workflow);
const started = performance.now();
for (const file of files) require(file);
process.stdout.write(String(performance.now() - started));
`;

/** The median time in ms of loading all files that the unpacked package names, over `runs` fresh processes. */
export function measureLoadMs(root, unpacked, runs) {
  const { n8n } = createRequire(import.meta.url)(join(unpacked, 'package.json'));
  const files = [...n8n.nodes, ...n8n.credentials].map((file) => join(unpacked, file));
  const workflow = createRequire(join(root, 'test/package.json')).resolve('n8n-workflow');
  const packages = join(dirname(createRequire(workflow).resolve('n8n-workflow/package.json')), '..');
  const times = Array.from({ length: runs }, () =>
    Number(execFileSync(process.execPath, ['-e', program, workflow, ...files], { env: { ...process.env, NODE_PATH: packages, NODE_NO_WARNINGS: '1' } }).toString()),
  );
  return times.sort((a, b) => a - b)[Math.floor(runs / 2)];
}
