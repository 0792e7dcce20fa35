/**
 * Mutation testing of the folders of core that decide whether a person is called: small faults are put into the code one at a time, and
 * each should turn a test red. `pnpm mutate [folder ...]` takes minutes to an hour a folder; results of unchanged code are kept in
 * `reports/`, so that a second run is shorter. Prints the survivors and the score of each folder; ends with 1 when one is below the least
 * (docs/decisions/0030-upkeep-mutation-scores.md).
 */
import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { installTool } from './install-tool.mjs';

const leastScore = 85;
const root = resolve(import.meta.dirname, '..');

/** Each folder with its tests that are left out: they take long for each fault, and what they find the others find too. */
const folders = {
  sending: [],
  retrying: [],
  phone: ['emergency-numbers', 'known-numbers'],
  hours: ['minute-scan'],
  polling: ['over-http', 'properties', 'peek-ended-calls', 'sweep-choices'],
};

function run(folder, tool) {
  const reports = join('reports', 'mutation', folder);
  mkdirSync(join(root, reports), { recursive: true });
  const configFile = join(root, reports, 'stryker.config.json');
  writeFileSync(configFile, JSON.stringify(configOf(folder, tool, reports), null, 2));
  const stryker = join(tool, 'node_modules/@stryker-mutator/core/bin/stryker.js');
  const { status } = spawnSync(process.execPath, [stryker, 'run', configFile], { cwd: root, stdio: 'inherit' });
  if (status !== 0) throw new Error(`Stryker ended with ${status} for ${folder}.`);
  return scoreOf(JSON.parse(readFileSync(join(root, reports, 'mutation.json'), 'utf8')));
}

function configOf(folder, tool, reports) {
  return {
    mutate: [`packages/core/src/${folder}/**/*.ts`, '!**/generated/**'],
    plugins: [join(tool, 'node_modules/@stryker-mutator/jest-runner/dist/src/index.js')],
    testRunner: 'jest',
    jest: {
      configFile: 'jest.config.cjs',
      config: {
        roots: [`<rootDir>/test/unit/core/${folder}`],
        testPathIgnorePatterns: folders[folder],
        testEnvironment: join(tool, 'node_modules/jest-environment-node'),
      },
      enableFindRelatedTests: false,
    },
    coverageAnalysis: 'perTest',
    // Without a tsconfig in its copy it needs no compiler; the tests are transformed by swc.
    ignorePatterns: ['dist', 'build', 'reports', 'coverage', 'tools', 'tsconfig*.json', '*.tsbuildinfo'],
    ignoreStatic: true,
    incremental: true,
    incrementalFile: join(reports, 'incremental.json'),
    concurrency: 2,
    timeoutMS: 15_000,
    checkers: [],
    reporters: ['clear-text', 'json'],
    clearTextReporter: { allowColor: false, logTests: false, reportTests: false, reportScoreTable: false },
    jsonReporter: { fileName: join(reports, 'mutation.json') },
  };
}

/** Killed and timed-out faults against those that a test reached or should have reached, in percent. */
function scoreOf({ files }) {
  const statuses = Object.values(files).flatMap(({ mutants }) => mutants.map(({ status }) => status));
  const count = (...wanted) => statuses.filter((status) => wanted.includes(status)).length;
  const detected = count('Killed', 'Timeout');
  const valid = detected + count('Survived', 'NoCoverage');
  return { detected, valid, score: (100 * detected) / valid };
}

const asked = process.argv.slice(2).filter((arg) => arg !== '--');
const unknown = asked.find((folder) => !(folder in folders));
if (unknown !== undefined) throw new Error(`"${unknown}" is no folder of: ${Object.keys(folders).join(', ')}.`);
const tool = installTool(root, 'mutation', '64 MB');
for (const folder of asked.length > 0 ? asked : Object.keys(folders)) {
  const { detected, valid, score } = run(folder, tool);
  process.stdout.write(`\n${folder}: ${detected} of ${valid} faults found, ${score.toFixed(1)} % (at least ${leastScore} %)\n`);
  if (score < leastScore) process.exitCode = 1;
}
