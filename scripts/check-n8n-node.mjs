/**
 * The gate of a verified n8n node, on this machine: n8n's lint in strict mode over the sources, and the scanner of community packages
 * over the sources and over the packed JavaScript, with 0 errors and 0 warnings; the size of the tarball; the time to load it.
 * Needs a build. Prints what it measured; ends with 1 when something does not pass.
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { installTool } from './install-tool.mjs';
import { measureLoadMs } from './n8n-gate/measure-load.mjs';
import { stagePacked, stageSources } from './n8n-gate/stage-package.mjs';

const largestTarballBytes = 350_000;
const slowestLoadMs = 15;
const loadRuns = 9;

const root = resolve(dirname(fileURLToPath(import.meta.url)), '..');
const source = join(root, 'packages/n8n-node');
const work = mkdtempSync(join(tmpdir(), 'iqra-n8n-gate-'));
let failures = 0;

function report(name, passed, text) {
  if (!passed) failures += 1;
  process.stdout.write(`${passed ? 'ok  ' : 'FAIL'} ${name}: ${text}\n`);
}

try {
  const lintFolder = installTool(root, 'n8n-lint', '730 MB');
  const staged = join(work, 'sources');
  stageSources(source, join(root, 'packages/core'), lintFolder, staged);
  checkLint(lintFolder, staged);
  const { unpacked, bytes } = stagePacked(source, join(work, 'packed'));
  const scan = await loadScanner(lintFolder);
  await scan('scan of the sources', staged, scan.sourcePatterns);
  await scan('scan of the packed JavaScript', unpacked, ['**/*.js', 'package.json']);
  report('size', bytes <= largestTarballBytes, `${(bytes / 1000).toFixed(0)} kB packed (at most ${largestTarballBytes / 1000})`);
  const loadMs = measureLoadMs(root, unpacked, loadRuns);
  report('load', loadMs <= slowestLoadMs, `${loadMs.toFixed(1)} ms, median of ${loadRuns} (at most ${slowestLoadMs})`);
} finally {
  rmSync(work, { recursive: true, force: true });
}
process.exitCode = failures === 0 ? 0 : 1;

function checkLint(lintFolder, staged) {
  const lint = join(lintFolder, 'node_modules/@n8n/node-cli/bin/n8n-node.mjs');
  const run = spawnSync(process.execPath, [lint, 'lint'], { cwd: staged, encoding: 'utf8', env: { ...process.env, FORCE_COLOR: '0' } });
  const clean = run.status === 0 && !/\d+ (problem|warning|error)/.test(run.stdout);
  report("n8n's lint, strict", clean, clean ? '0 errors, 0 warnings' : `\n${run.stdout}${run.stderr}`);
}

/** The scanner's own verdict; it looks at errors only, so its rules are run once more for the warnings. */
async function loadScanner(lintFolder) {
  const resolve = createRequire(join(lintFolder, 'package.json')).resolve;
  const scanner = resolve('@n8n/scan-community-package/scanner/scanner.mjs');
  const { analyzePackage, buildScanConfig, SOURCE_FILE_PATTERNS } = await import(pathToFileURL(scanner).href);
  const { ESLint } = createRequire(scanner)('eslint');
  const scan = async (name, folder, patterns) => {
    const verdict = await analyzePackage(folder, patterns);
    const eslint = new ESLint({ cwd: folder, allowInlineConfig: false, overrideConfigFile: true, overrideConfig: await buildScanConfig() });
    const results = await eslint.lintFiles(patterns);
    const findings = results.flatMap(({ filePath, messages }) => messages.map(({ line, ruleId, message }) => `${filePath}:${line} ${ruleId} ${message}`));
    const clean = verdict.passed && results.length > 0 && findings.length === 0;
    report(name, clean, clean ? `${results.length} files, 0 errors, 0 warnings` : `\n${findings.join('\n')}`);
  };
  return Object.assign(scan, { sourcePatterns: SOURCE_FILE_PATTERNS });
}
