const { availableParallelism } = require('node:os');

/** @type {import('jest').Config} */
module.exports = {
  testEnvironment: '<rootDir>/test/plain-context-environment.ts',
  roots: ['<rootDir>/test/unit'],
  testMatch: ['**/*.test.ts'],
  extensionsToTreatAsEsm: [],
  transform: {
    '^.+\\.(t|j)sx?$': [
      '@swc/jest',
      { jsc: { target: 'es2022', parser: { syntax: 'typescript' } }, module: { type: 'commonjs' }, sourceMaps: true },
    ],
  },
  transformIgnorePatterns: ['/node_modules/', '/packages/[^/]+/dist/'],
  moduleNameMapper: {
    '^google-libphonenumber$': '<rootDir>/test/hosts/google-libphonenumber.cjs',
    '^@iqra-automation/core$': '<rootDir>/packages/core/src/index.ts',
    '^@iqra-automation/core/testing$': '<rootDir>/packages/core/src/testing.ts',
    '^@iqra-automation/core/axios$': '<rootDir>/packages/core/src/transport/axios-transport.ts',
  },
  // Timings of the tests' own servers must hold on a busy machine.
  testTimeout: 30_000,
  // A file often waits for n8n's engine, a process of its own, so that one worker more than processors has something to do.
  maxWorkers: Math.max(3, availableParallelism()),
  // A process that has run a hundred files holds hundreds of megabytes, which take a moment to give back.
  workerGracefulExitTimeout: 5_000,
};
