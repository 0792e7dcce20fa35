import { faultMixes } from '../simulate/sending/fault-mixes.ts';
import { policies } from '../simulate/sending/policies.ts';
import { measurePortions } from '../simulate/sending/portions.ts';
import { brokenPortions, brokenPromises, run } from '../simulate/sending/run.ts';
import { tallyEvents } from '../simulate/sending/tally.ts';
import type { Tally } from '../simulate/sending/tally.ts';
import { measureOverlap } from '../simulate/sending/overlap.ts';

const policyOf = (id: string) => {
  const policy = policies.find((candidate) => candidate.id === id);
  if (policy === undefined) throw new Error(`No policy ${id}.`);
  return policy;
};

const tallyAll = (id: string, events: number): Promise<Tally[]> =>
  faultMixes.reduce<Promise<Tally[]>>(async (done, mix) => [...(await done), await tallyEvents(policyOf(id), mix, 7, events)], Promise.resolve([]));

describe('the simulation of sending', () => {
  it('dials nobody twice with a lease, and loses no event', async () => {
    const tallies = await tallyAll('lease', 1_500);
    expect(brokenPromises(tallies)).toEqual([]);
    for (const tally of tallies) {
      expect(tally.dialledTwice).toBe(0);
      // One computer's clock in fifty is ten minutes wrong, and no fence is built on a doubtful clock.
      const most = tally.mix.name === 'doubtful clocks' ? 0.01 : 0.002;
      expect(tally.unknown / tally.events).toBeLessThan(most);
      expect(tally.dials / tally.events).toBeLessThan(1.05);
    }
    expect(tallies.some(({ dials, events }) => dials > events)).toBe(true);
  });

  it('stays below the known residue without a lease', async () => {
    const residue: Readonly<Record<string, number>> = { base: 0.0003, 'bad network': 0.0005, 'slow server': 0.001, 'crashy host': 0.003, 'lists that lag': 0.06, 'silent lease store': 0.03 };
    for (const tally of await tallyAll('no-lease', 1_500)) {
      expect(tally.dialledTwice / tally.events).toBeLessThanOrEqual(residue[tally.mix.name] ?? 0);
      expect(tally.lostSilently).toBe(0);
    }
  });

  it('dials nobody twice in one process without a lease, though lists lag', async () => {
    for (const tally of await tallyAll('one-process', 1_000)) {
      expect({ mix: tally.mix.name, dialledTwice: tally.dialledTwice, lostSilently: tally.lostSilently }).toEqual({ mix: tally.mix.name, dialledTwice: 0, lostSilently: 0 });
    }
  }, 60_000);

  it('shows that without an Event Key every event that comes twice calls twice', async () => {
    const tallies = await tallyAll('keyless', 1_000);
    const withTwins = tallies.filter(({ mix }) => mix.duplicate >= 0.02);
    expect(withTwins).not.toEqual([]);
    expect(withTwins.filter((tally) => tally.dialledTwice / tally.events <= tally.mix.duplicate / 3)).toEqual([]);
  }, 60_000);

  it('shows what a plain request with three tries does to the same events', async () => {
    const tallies = await tallyAll('bare', 1_500);
    for (const tally of tallies) expect(tally.dialledTwice).toBeGreaterThan(0);
    expect(Math.max(...tallies.map(({ dialledTwice }) => dialledTwice))).toBeGreaterThan(60);
  });

  it('measures overlapping workers: a lease excludes them, a look-up alone does not', async () => {
    const [together] = await measureOverlap(1);
    expect(together).toMatchObject({ gapMs: 0, withLease: 0 });
    expect(together?.withoutLease).toBeGreaterThan(0.9);
  });

  it('rings nobody twice in portions whom single look-ups would not, with two workers on one list', async () => {
    const rows = await measurePortions(7, 2);
    expect(brokenPortions(rows)).toEqual([]);
    const unprotected = rows.filter(({ lease }) => !lease);
    expect(unprotected.every(({ single }) => single.rungTwice > 0)).toBe(true);
    const worse = rows.map((row) => ({ ...row, portions: { ...row.portions, rungTwice: row.single.rungTwice + 1 } }));
    expect(brokenPortions(worse)).toHaveLength(rows.length - unprotected.length + 2);
  }, 60_000);
});

describe('its command', () => {
  const printed = jest.spyOn(console, 'log').mockImplementation(() => undefined);
  afterAll(() => printed.mockRestore());

  it('prints a table', async () => {
    expect(await run(['--events', '100', '--seed', '3', '--portions', '2', '--policies', 'lease'])).toBe(0);
    expect(printed.mock.calls.flat().join('\n')).toMatch(/dialled twice[^]*lease, waits to settle[^]*crashy host[^]*without lease[^]*in portions/);
  });
});
