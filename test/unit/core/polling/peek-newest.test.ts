import { polling, type PeekInput } from '@iqra-automation/core';
import { CallTable } from './call-table.ts';
import { entry, inboundEntry, iso, noonMs } from './entries.ts';
import { cleanedUp, hourMs, minuteMs, placedAt, running } from './table-host.ts';

describe('the newest ended calls, for a test by hand', () => {
  let table: CallTable;

  beforeEach(() => {
    table = new CallTable();
  });

  const ago = (queueId: string, minutes: number, change: Parameters<typeof placedAt>[2] = {}) => table.outbound.push(placedAt(queueId, noonMs - minutes * minuteMs, change));
  const peek = (change: Partial<PeekInput> = {}) => polling.peekEndedCalls({ reads: table, clock: table.clock, ...change });
  const ids = async (change: Partial<PeekInput> = {}) => (await peek(change)).map(({ id }) => id);

  test('are the three newest, with names and words; open ones are left out', async () => {
    ago('open', 1, running);
    ago('provisional', 10, cleanedUp);
    for (const minutes of [5, 100, 3_000, 4_000]) ago(`${minutes}`, minutes);
    const shown = await peek();
    expect(shown.map(({ id }) => id)).toEqual(['5', '100', '3000']);
    expect(shown[0]).toMatchObject({ campaignName: `Campaign ${entry().campaignId}`, transcript: expect.stringContaining('Agent: '), warnings: [] });
  });

  test.each([
    ['10 minutes', 600, ['40', '75', '200']],
    ['two hours', 7_200, ['200']],
  ])('a provisional end counts once the longest call of its campaign is over: %s', async (_, seconds, counted) => {
    table.maxCallTimeSeconds = seconds;
    for (const minutes of [15, 40, 75, 200]) ago(`${minutes}`, minutes, cleanedUp);
    expect(await ids()).toEqual(counted);
  });

  test('a provisional end counts after an hour where the campaigns cannot be read', async () => {
    table.failing = (asked) => (asked.kind === 'business' ? 'server' : null);
    for (const minutes of [40, 75]) ago(`${minutes}`, minutes, cleanedUp);
    expect(await ids()).toEqual(['75']);
  });

  test('a call without an end counts after the time that was chosen, as in a poll', async () => {
    for (const minutes of [100, 200, 26 * 60]) ago(`${minutes}`, minutes, running);
    expect(await ids()).toEqual(['1560']);
    expect(await ids({ options: { giveUpAfterMs: 2 * hourMs } })).toEqual(['200', '1560']);
  });

  test('cost at most four requests, and are not older than 30 days', async () => {
    for (const [i, minutes] of [1, 2, 3, 4].entries()) ago(`call-${i}`, minutes);
    await peek();
    expect(table.asked).toHaveLength(3);
    expect(table.asked.map(({ kind }) => kind)).toEqual(['list', 'business', 'conversations']);
    table.outbound.length = 0;
    ago('old', 31 * 24 * 60);
    expect(await ids()).toEqual([]);
  });

  test('those of the chosen campaigns, without words where nobody wants them, and with a warning where they cannot be read', async () => {
    ago('mine', 1, { campaignId: 'mine' });
    ago('none', 2, { campaignId: null });
    expect(await ids({ options: { campaignIds: ['mine'] } })).toEqual(['mine']);
    expect(await peek({ options: { includeTranscript: false } })).toMatchObject([{ id: 'mine', transcript: '', warnings: [] }, { id: 'none', campaignName: null }]);
    table.failing = (asked) => (asked.kind === 'conversation' ? 'server' : null);
    expect((await peek()).map(({ warnings }) => warnings.length)).toEqual([1, 1]);
  });

  test('those with the chosen outcomes: what a talk came to is known only once it was read, and others are left out then', async () => {
    ago('talked', 1);
    expect(await ids({ options: { outcomes: ['completed'] } })).toEqual(['talked']);
    expect(await ids({ options: { outcomes: ['voicemail'] } })).toEqual([]);
    expect(table.of('conversation')).toHaveLength(2);
  });

  test.each([
    ['somebody left', true],
    ['the longest talk would be over, where no leaving is shown', false],
  ])('without a talk that is empty yet; ten minutes after %s nobody spoke in it', async (_when, left) => {
    table.maxCallTimeSeconds = 600;
    const empty = (minutes: number) => {
      const party = { role: 'recipient' as const, id: 'p', joinedAt: null, leftAt: iso(noonMs - minutes * minuteMs), recordingUrl: null };
      return { messages: [], parties: left ? [party] : [], startedAt: iso(noonMs - (minutes + 10) * minuteMs) };
    };
    for (const minutes of [1, 11, 12]) {
      ago(`${minutes}`, minutes, { conversationId: `talk-${minutes}` });
      table.said.set(`talk-${minutes}`, empty(minutes));
    }
    expect((await peek()).map(({ id, outcome }) => [id, outcome])).toEqual([['11', 'no_answer'], ['12', 'no_answer']]);
    table.outbound.length = 1;
    expect(await peek()).toMatchObject([{ id: '1', outcome: 'completed', reached: null, warnings: [expect.stringContaining('not known')] }]);
  });

  test('of inbound calls, of any route', async () => {
    for (const [i, routeId] of ['mine', 'other', null].entries()) table.inbound.push(inboundEntry({ queueId: `${routeId}`, routeId, queuedAt: iso(noonMs - (i + 1) * hourMs) }));
    expect((await polling.peekEndedInboundCalls({ reads: table, clock: table.clock })).map(({ id }) => id)).toEqual(['mine', 'other', 'null']);
    expect(table.of('business')).toEqual([]);
  });
});
