import { testWhatLeavesTheApp } from '../unit/zapier-app/what-leaves-the-app.ts';

/** Error texts, logs and output are those of production. */
describe('what leaves the app in errors, logs and output, in a process of its own', () => {
  testWhatLeavesTheApp('own');
});
