import { testWhatLeavesTheApp } from './what-leaves-the-app.ts';

/** In a process of its own, as in production: a slow test. */
describe('what leaves the app in errors and logs', () => {
  testWhatLeavesTheApp('shared');
});
