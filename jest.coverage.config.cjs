const fast = require('./jest.config.cjs');

/**
 * Branches of core that its own tests reach. Istanbul (`babel`) counts each side of every `??`, `?.` and `?:`, which the provider of V8
 * does not (docs/decisions/0029-upkeep-coverage.md). @type {import('jest').Config}
 */
module.exports = {
  ...fast,
  roots: ['<rootDir>/test/unit/core'],
  collectCoverage: true,
  coverageProvider: 'babel',
  collectCoverageFrom: ['packages/core/src/**/*.ts', '!**/generated/**'],
  coverageDirectory: 'coverage',
  coverageReporters: ['text', 'json'],
  coverageThreshold: { global: { branches: 95 } },
};
