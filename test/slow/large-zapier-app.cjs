/** An app that can grow and can end its process. Its only action says which process did it, and what that process's clock said. */
const core = require('zapier-platform-core');

const held = [];

const perform = (z, { inputData }) => {
  if (inputData.does === 'grow') held.push(Buffer.alloc(500_000_000, 1));
  if (inputData.does === 'exit') process.exit(3);
  return { id: process.pid, nowMs: Date.now() };
};

module.exports = {
  version: '1.0.0',
  platformVersion: core.version,
  creates: { act: { key: 'act', noun: 'Act', display: { label: 'Act', description: 'Acts.' }, operation: { perform } } },
};
