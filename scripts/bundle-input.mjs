import { join } from 'node:path';

/**
 * What both bundles take in alike: the given entries for Node 20, with the host's own package outside, and core from its source, so
 * that unused parts fall away.
 */
export function bundleInput(root, input, hostPackage) {
  return {
    input,
    external: [hostPackage],
    platform: 'node',
    tsconfig: false,
    transform: { target: 'node20' },
    resolve: { alias: { '@iqra-automation/core': join(root, 'packages/core/src/index.ts') } },
  };
}
