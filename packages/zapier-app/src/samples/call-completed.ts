export const callCompletedSample = { id: '6742e6b8f0a1c2d3e4f50617' };
