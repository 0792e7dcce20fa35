import { depth, rowsInDepth } from '../../../depth.ts';
import { faultMixes } from '../../../simulate/sending/fault-mixes.ts';
import { judgeLead, type Faults, type JudgedLead } from '../../../simulate/retrying/judge-lead.ts';
import { brokenPromises, run } from '../../../simulate/retrying/run.ts';
import { tallyLeads } from '../../../simulate/retrying/tally.ts';
import type { TrueCall } from '../../../simulate/retrying/answering-server.ts';

describe('the simulation of retrying', () => {
  const leads = depth({ whole: 40, quick: 12 });

  it.each(rowsInDepth(faultMixes, { quick: 1 }).map((mix) => [mix.name, mix] as const))('keeps every promise: %s', async (_name, mix) => {
    const tally = await tallyLeads(mix, 11, leads);
    expect(brokenPromises(tally)).toEqual([]);
    expect(tally.calls).toBeGreaterThan(1.25 * leads);
    expect(tally.deliveries).toBeGreaterThan(tally.calls);
    expect(tally.gaveUp).toBeGreaterThan(leads / 20);
  }, 60_000);

  it('is the same for the same seed', async () => {
    const [mix] = faultMixes;
    if (mix === undefined) throw new Error('No mix.');
    expect(await tallyLeads(mix, 1, 5)).toEqual(await tallyLeads(mix, 1, 5));
  });
});

describe('its judge', () => {
  const minute = 60_000;
  /** A Tuesday, 10:00 in London. */
  const start = Date.parse('2026-12-01T10:00:00Z');
  const call = (attempt: number, rangMs: number | null, change: Partial<TrueCall> = {}): TrueCall => ({
    queueId: `q${attempt}`,
    attempt,
    askedMs: (rangMs ?? start) - minute,
    rangMs,
    endedMs: (rangMs ?? start) + minute,
    outcome: 'no_answer',
    optedOut: false,
    ...change,
  });
  const judged = (calls: readonly TrueCall[], change: Partial<JudgedLead> = {}): readonly string[] => {
    const lead: JudgedLead['lead'] = {
      recipient: { e164: '+442079460018', national: '', international: '', region: 'GB', callingCode: '44', kind: 'fixed' },
      contactTimeZone: 'Europe/London',
      hoursName: 'long',
      maxAttempts: 2,
      outcomes: ['no_answer'],
      delays: [{ text: '2 h', leastMs: 120 * minute }],
      startMs: start,
    };
    const faults: Faults = judgeLead({ lead, calls, deliveries: [], clocksRight: true, ...change });
    return Object.entries(faults).flatMap(([name, sentences]) => ((sentences as readonly string[]).length > 0 ? [name] : []));
  };
  const first = call(1, start);
  const second = call(2, start + 121 * minute);

  it('finds nothing in what is right', () => {
    expect(judged([first, second])).toEqual([]);
  });

  it.each([
    ['twice', [first, second, { ...second, queueId: 'other' }]],
    ['twice', [{ ...first, endedMs: start + 121 * minute + 1 }, { ...second, askedMs: start + 121 * minute + 2 }]],
    ['above', [first, second, call(3, start + 300 * minute)]],
    ['outside', [first, call(2, Date.parse('2026-12-01T22:00:01Z'))]],
    ['early', [first, call(2, start + 100 * minute)]],
    ['unasked', [{ ...first, outcome: 'completed' as const }, second]],
    ['unasked', [{ ...first, optedOut: true }, second]],
    ['unasked', [{ ...first, endedMs: second.askedMs + 1 }, second]],
  ])('%s', (name, calls) => {
    expect(judged(calls)).toEqual([name]);
  });

  it('missed: a delivery without an answer, an attempt in no queue, an end left out, a wrong giving up', () => {
    const result = { retry: false, gaveUp: false, code: 'NOT_ENDED', queueId: null };
    const told = (queueId: string, change: object) => [{ queueId, report: { result: { ...result, ...change } } }] as unknown as JudgedLead['deliveries'];
    expect(judged([first], { deliveries: [{ queueId: 'q1', report: null }] })).toEqual(['missed']);
    expect(judged([first], { deliveries: told('q1', { retry: true, queueId: 'nowhere' }) })).toEqual(['missed']);
    expect(judged([first], { deliveries: told('q1', {}) })).toEqual(['missed']);
    expect(judged([first, second], { deliveries: told('q2', {}) })).toEqual(['missed']);
    expect(judged([first, second], { deliveries: told('q1', { gaveUp: true }) })).toEqual(['missed']);
    expect(judged([first, second], { deliveries: told('q2', { gaveUp: true }) })).toEqual([]);
  });
});

describe('its command', () => {
  const printed = jest.spyOn(console, 'log').mockImplementation(() => undefined);
  const complained = jest.spyOn(console, 'error').mockImplementation(() => undefined);
  afterAll(() => {
    printed.mockRestore();
    complained.mockRestore();
  });

  it('prints a table, and explains itself', async () => {
    expect(await run(['--leads', '7', '--seed', '4'])).toBe(0);
    expect(printed.mock.calls.flat().join('\n')).toContain('| slow server | 1 |');
    expect(await run(['--leads', 'many'])).toBe(2);
    expect(complained.mock.calls.flat().join('\n')).toContain('Usage: simulate retrying');
  });
});
