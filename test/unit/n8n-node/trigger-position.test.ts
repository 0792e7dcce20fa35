import type { IDataObject } from 'n8n-workflow';
import type { Poll } from '../../hosts/n8n/engine.ts';
import { campaignIds } from '../../../packages/sandbox/src/seed.ts';
import { depth, rowsInDepth } from '../../depth.ts';
import { type Bench, credentialFor, initiate, node, openBench, phoneOf, runNode, triggerType } from './bench.ts';

let bench: Bench;

beforeAll(async () => {
  bench = await openBench({ timeScale: 0, hurry: 100, outcomeOf: (recipient) => (recipient.startsWith('+1') ? undefined : 'recipient_hung_up') });
});
afterAll(() => bench.close());
beforeEach(async () => {
  bench.sandbox.reset();
  await bench.engine.saveCredentials([credentialFor(bench.sandbox)]);
});

const watch = (name: string, id: string, parameters: object = {}) => ({ ...node(name, { event: 'callEnded', ...parameters }, { type: triggerType }), id });

/** Polls one of these triggers of a workflow. */
function poll(nodes: readonly ReturnType<typeof watch>[], name: string, staticData?: IDataObject): Promise<Poll> {
  return bench.engine.poll({ workflow: { nodes: [...nodes], connections: {} }, node: name, ...(staticData === undefined ? {} : { staticData }) });
}

async function callAndEnd(...phones: readonly string[]): Promise<void> {
  await runNode(bench.engine, initiate(), phones.map((phone) => ({ phone })));
  await bench.sandbox.advanceUntilSettled();
  await bench.sandbox.advance(60_000);
}

const recipients = (result: Poll): readonly string[] => (result.items ?? []).map((item) => item.json['recipientNumber'] as string).toSorted();

describe('the position of a trigger', () => {
  it('stays when the node is renamed, and when it gets its old name back', async () => {
    const before = await poll([watch('Watch', 'id-1')], 'Watch');
    await callAndEnd(phoneOf(1));
    const renamed = await poll([watch('Calls', 'id-1')], 'Calls', before.staticData);
    expect(recipients(renamed)).toEqual([phoneOf(1)]);
    await callAndEnd(phoneOf(2));
    const again = await poll([watch('Watch', 'id-1')], 'Watch', renamed.staticData);
    expect(recipients(again)).toEqual([phoneOf(2)]);
    expect((await poll([watch('Watch', 'id-1')], 'Watch', again.staticData)).items).toBeNull();
  });

  it('holds no number of a person and no word of a call, also while one is open', async () => {
    const before = await poll([watch('Watch', 'id-1')], 'Watch');
    await callAndEnd(phoneOf(1));
    await runNode(bench.engine, initiate(), [{ phone: phoneOf(2) }]);
    const after = await poll([watch('Watch', 'id-1')], 'Watch', before.staticData);
    const kept = JSON.stringify(after.staticData);
    const words = (after.items ?? []).flatMap(({ json }) => json['messages'] as { readonly text: string }[]).map(({ text }) => text).filter((text) => text !== '');
    expect(words.length).toBeGreaterThan(1);
    expect([phoneOf(1), phoneOf(2)].map((phone) => phone.slice(1)).concat(words).filter((text) => kept.includes(text))).toEqual([]);
  });

  it('is its own for each of two triggers that share an id', async () => {
    const both = [watch('One', 'same'), watch('Two', 'same')];
    let last = await poll(both, 'One');
    last = await poll(both, 'Two', last.staticData);
    for (const phone of [phoneOf(1), phoneOf(2)]) {
      await callAndEnd(phone);
      last = await poll(both, 'One', last.staticData);
      expect(recipients(last)).toEqual([phone]);
      last = await poll(both, 'Two', last.staticData);
      expect(recipients(last)).toEqual([phone]);
    }
  });

  it('begins anew for a copy with an id of its own: nothing old is told', async () => {
    const both = [watch('One', 'id-1'), watch('One1', 'id-2')];
    const first = await poll(both, 'One');
    await callAndEnd(phoneOf(1));
    const copy = await poll(both, 'One1', first.staticData);
    expect(copy.items).toBeNull();
    expect(recipients(await poll(both, 'One', copy.staticData))).toEqual([phoneOf(1)]);
  });

  it('begins anew for a copy of the workflow that brings its position along, as an import of a backup does', async () => {
    const nodes = [watch('Watch', 'id-1')];
    const inWorkflow = (id: string, staticData?: IDataObject) => bench.engine.poll({ workflow: { id, nodes, connections: {} }, node: 'Watch', ...(staticData === undefined ? {} : { staticData }) });
    const backup = await inWorkflow('original');
    await callAndEnd(phoneOf(1));
    const told = await inWorkflow('original', backup.staticData);
    expect(recipients(told)).toEqual([phoneOf(1)]);
    const copy = await inWorkflow('imported', backup.staticData);
    expect(copy.items).toBeNull();
    await callAndEnd(phoneOf(2));
    expect(recipients(await inWorkflow('imported', copy.staticData))).toEqual([phoneOf(2)]);
    expect(recipients(await inWorkflow('original', told.staticData))).toEqual([phoneOf(2)]);
  });

  it('is set anew, with a word in the log, where it is nonsense; what was told stays told', async () => {
    const first = await poll([watch('Watch', 'id-1')], 'Watch');
    await callAndEnd(phoneOf(1));
    const told = await poll([watch('Watch', 'id-1')], 'Watch', first.staticData);
    const kept = told.staticData['node:Watch'] as IDataObject;
    const damaged = { ...told.staticData, 'node:Watch': { ...kept, tracker: { ...(kept['tracker'] as IDataObject), mark: 8.7e15 } } };
    const reset = await poll([watch('Watch', 'id-1')], 'Watch', damaged);
    expect(reset).toMatchObject({ items: null, log: [expect.stringContaining('starts afresh from now')] });
    await callAndEnd(phoneOf(2));
    expect(recipients(await poll([watch('Watch', 'id-1')], 'Watch', reset.staticData))).toEqual([phoneOf(2)]);
  });
});

describe('the filter by campaigns', () => {
  const filtered = (campaigns: unknown) => [watch('Watch', 'id-1', { filters: { campaigns } })];

  it.each([
    ['ids with a comma', `${campaignIds.consultation},${campaignIds.survey}`],
    ['an id with blanks', [` ${campaignIds.consultation} `]],
    ['a name', ['long consultation']],
  ])('reads %s', async (_name, campaigns) => {
    const first = await poll(filtered(campaigns), 'Watch');
    await callAndEnd(phoneOf(1));
    expect(recipients(await poll(filtered(campaigns), 'Watch', first.staticData))).toEqual([phoneOf(1)]);
  });

  it('refuses what no campaign has, with its text, at activation and at every poll', async () => {
    for (const campaigns of ['No such campaign', [campaignIds.consultation, 'deadbeef']]) {
      expect((await poll(filtered(campaigns), 'Watch')).error?.message).toMatch(/no campaign has the ID or the name "(No such campaign|deadbeef)"/);
    }
  });

  it('goes on with the others, and says so once, when one of several campaigns is deleted', async () => {
    const gone = '6713c0f2a54d1b0c9e4f7aff';
    const campaigns = [campaignIds.consultation, gone];
    const first = await poll(filtered([campaignIds.consultation]), 'Watch');
    // As a position of yesterday, when the business still had both.
    const position = { ...(first.staticData['node:Watch'] as IDataObject), campaigns: { texts: campaigns, ids: campaigns, gone: [], checkedAtMs: 0 } };
    let last = { ...first.staticData, 'node:Watch': position };
    const notices: string[] = [];
    const heard: string[] = [];
    for (const phone of [phoneOf(1), phoneOf(2)]) {
      await callAndEnd(phone);
      const polled = await poll(filtered(campaigns), 'Watch', last);
      expect(polled.error).toBeUndefined();
      last = polled.staticData as typeof last;
      notices.push(...polled.log.filter((line) => line.includes(gone)));
      heard.push(...recipients(polled));
    }
    expect(notices).toHaveLength(1);
    expect(heard).toEqual([phoneOf(1), phoneOf(2)]);
  });

  /** Talks until the longest time of its campaign, an hour. */
  const talksLong = '+12015550107';

  it.each<[string, unknown]>([
    ['a campaign was added', [campaignIds.reminders, campaignIds.consultation]],
    ['the filter was taken away', undefined],
  ])('tells a call that was in progress when %s, once it ends, and nothing that had ended', async (_how, campaigns) => {
    const goOn = async (ms: number): Promise<void> => {
      await bench.sandbox.advance(ms);
      await bench.engine.moveClock(bench.sandbox.now());
    };
    const pollWith = (chosen: unknown, staticData?: IDataObject): Promise<Poll> =>
      bench.engine.poll({ workflow: { nodes: filtered(chosen), connections: {} }, node: 'Watch', ...(staticData === undefined ? {} : { staticData }) });
    await goOn(0);
    let last = await pollWith([campaignIds.reminders]);
    await runNode(bench.engine, initiate(), [{ phone: talksLong }, { phone: '+12015550103' }]);
    const step = depth({ whole: 1, quick: 5 });
    for (let minute = 0; minute < 25; minute += step) {
      await goOn(step * 60_000);
      last = await pollWith([campaignIds.reminders], last.staticData);
      expect(last.items).toBeNull();
    }
    const heard: string[] = [];
    const minutes = depth({ whole: 10, quick: 30 });
    for (let passed = 0; passed < 120; passed += minutes) {
      last = await pollWith(campaigns, last.staticData);
      heard.push(...recipients(last));
      await goOn(minutes * 60_000);
    }
    expect(heard).toEqual([talksLong]);
    await bench.engine.moveClock(Date.now());
  });

  it('tells no more of a campaign that was taken out', async () => {
    const first = await poll(filtered([campaignIds.consultation, campaignIds.survey]), 'Watch');
    await callAndEnd(phoneOf(1));
    expect((await poll(filtered([campaignIds.survey]), 'Watch', first.staticData)).items).toBeNull();
  });
});

it('one wrong clock of the server loses and repeats nothing', async () => {
  const nodes = [watch('Watch', 'id-1')];
  for (const offsetMs of rowsInDepth([65, -90, 12, -1440], { quick: 2 }).map((minutes) => minutes * 60_000)) {
    bench.sandbox.reset();
    let last = await poll(nodes, 'Watch');
    const heard: string[] = [];
    for (const phone of [phoneOf(1), phoneOf(2), phoneOf(3)]) {
      await callAndEnd(phone);
      if (phone === phoneOf(2)) bench.sandbox.faults.add({ kind: 'wrong_date', offsetMs, times: null });
      last = await poll(nodes, 'Watch', last.staticData);
      bench.sandbox.faults.clear();
      heard.push(...recipients(last));
    }
    heard.push(...recipients(await poll(nodes, 'Watch', last.staticData)));
    expect(heard).toEqual([phoneOf(1), phoneOf(2), phoneOf(3)]);
  }
});
