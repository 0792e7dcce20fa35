import { join } from 'node:path';
import { projectRoot } from '../contract/source-tree.ts';

const dist = join(projectRoot, 'packages/zapier-app/dist');

// Each step of Zapier's pays for what the definition loads (docs/decisions/0085-zapier-parts-loaded-on-use.md).
it('the definition of the app loads the few words that it names, and no other part', () => {
  const loaded: string[] = [];
  for (const part of ['core', 'phone', 'luxon', 'words']) {
    const path = join(dist, `${part}.js`);
    jest.doMock(path, () => {
      loaded.push(part);
      return jest.requireActual<object>(path);
    });
  }
  jest.isolateModules(() => {
    expect(jest.requireActual<object>(join(dist, 'index.js'))).toHaveProperty('creates');
  });
  expect(loaded).toEqual(['words']);
});
