import { faultMixes } from '../../../simulate/sending/fault-mixes.ts';
import { policies } from '../../../simulate/sending/policies.ts';
import { brokenPromises, run } from '../../../simulate/sending/run.ts';
import { tallyEvents } from '../../../simulate/sending/tally.ts';
import type { Tally } from '../../../simulate/sending/tally.ts';

const policyOf = (id: string) => {
  const policy = policies.find((candidate) => candidate.id === id);
  if (policy === undefined) throw new Error(`No policy ${id}.`);
  return policy;
};

const tallyAll = (id: string, events: number): Promise<Tally[]> =>
  faultMixes.reduce<Promise<Tally[]>>(async (done, mix) => [...(await done), await tallyEvents(policyOf(id), mix, 7, events)], Promise.resolve([]));

describe('the simulation of sending', () => {
  it('is the same for the same seed, and another for another', async () => {
    const [mix] = faultMixes;
    if (mix === undefined) throw new Error('No mix.');
    const [first, again, other] = await Promise.all([1, 1, 2].map((seed) => tallyEvents(policyOf('lease'), mix, seed, 200)));
    expect(again).toEqual(first);
    expect(other).not.toEqual(first);
  });

  it('reports a broken promise', async () => {
    const [tally] = await tallyAll('lease', 10);
    if (tally === undefined) throw new Error('No tally.');
    expect(brokenPromises([{ ...tally, dialledTwice: 1, lostSilently: 2 }])).toEqual([
      'lease, waits to settle, base: 1 dialled twice',
      'lease, waits to settle, base: 2 lost silently',
    ]);
  });
});

describe('its command', () => {
  const printed = jest.spyOn(console, 'log').mockImplementation(() => undefined);
  const complained = jest.spyOn(console, 'error').mockImplementation(() => undefined);
  afterAll(() => {
    printed.mockRestore();
    complained.mockRestore();
  });

  it.each([[['--events', 'many']], [['--events', '0']], [['--policies', 'other']], [['--what']]])('explains itself when given %p', async (argv) => {
    expect(await run(argv)).toBe(2);
    expect(complained.mock.calls.flat().join('\n')).toContain('Usage');
  });
});
