import { type CacheBehaviour, createKeyValueCache } from '../../../hosts/zapier/key-value-cache.ts';

describe('the store behind z.cache', () => {
  let nowMs = 0;
  let behaviour: CacheBehaviour = 'works';
  const create = () => createKeyValueCache(() => nowMs, () => behaviour);

  beforeEach(() => {
    nowMs = 1_000_000;
    behaviour = 'works';
  });

  it('sets a key only once when asked to set it only if new', () => {
    const cache = create();
    expect(cache.set('a', '1', 60, true)).toBe(true);
    expect(cache.set('a', '2', 60, true)).toBe(false);
    expect(cache.get('a')).toBe('1');
  });

  it('lets a key go when its time is over', () => {
    const cache = create();
    cache.set('a', '1', 60, true);
    nowMs += 60_000;
    expect(cache.get('a')).toBeNull();
    expect(cache.set('a', '2', 60, true)).toBe(true);
  });

  it('can ignore the only-if-new switch, as the mock of zapier-platform-core does', () => {
    behaviour = 'ignores_nx';
    const cache = create();
    expect([cache.set('a', '1', 60, true), cache.set('a', '2', 60, true)]).toEqual([true, true]);
  });

  it('can refuse for now, and then keeps nothing', () => {
    behaviour = 'throttled';
    const cache = create();
    expect(cache.set('a', '1', 60, true)).toBeNull();
    expect(cache.get('a')).toBeNull();
  });
});
