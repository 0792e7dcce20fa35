import { createInFlightKeys } from '@iqra-automation/core/testing';
import type { DialAnswer } from '@iqra-automation/core';
import { createServerKnowledge } from '../../../../packages/core/src/sending/server-knowledge.ts';
import type { DialFault } from '../../../simulate/sending/link.ts';
import { ScriptedWorld, startOfWorldMs } from './scripted-world.ts';

const at = (seconds: number): string => new Date(startOfWorldMs + seconds * 1_000).toISOString();

describe('a call for which nothing goes wrong', () => {
  it('costs one look-up and one request, and says what was asked for', async () => {
    const world = new ScriptedWorld();
    const placed = await world.place();
    expect(placed).toEqual({
      status: 'placed',
      note: 'The call is in the queue and will be placed now.',
      queueId: 'q1',
      placed: true,
      deduplicated: false,
      recovered: false,
      recipientNumber: '+14155550123',
      campaignId: 'campaign-1',
      campaignName: null,
      scheduledFor: at(0),
      scheduledForLocal: '',
      latestStart: at(120),
      callKey: 'key-of-the-event',
      warnings: ['A warning of the plan.'],
    });
    expect(world.traffic).toEqual({ dials: 1, lookUps: 1 });
  });

  it('carries the user’s metadata with key, attempt and source', async () => {
    const world = new ScriptedWorld();
    await world.place({ metadata: { crm: 'C-1', iqra_call_key: 'copied from another call' } });
    expect(world.requests[0]?.metadata).toEqual({
      crm: 'C-1',
      iqra_call_key: 'key-of-the-event',
      iqra_call_attempt: '1',
      iqra_call_send: '1',
      iqra_call_at: at(0),
      iqra_call_source: 'n8n',
    });
    expect(world.requests[0]?.configMetadata).toEqual({ iqra_call_until: at(120) });
  });

  it('asks for exactly this recipient and campaign, as far back as the key lives', async () => {
    const world = new ScriptedWorld();
    const countCalls = jest.fn(world.deps().reads.countCalls);
    await world.place({ keyLifetimeMs: 3_600_000 }, {}, world.deps({ reads: { ...world.deps().reads, countCalls } }));
    expect(countCalls.mock.calls).toEqual([[{ recipientNumbers: ['+14155550123'], campaignIds: ['campaign-1'], createdFrom: at(-3_600) }]]);
  });

  it('is sent without a look-up when that is switched off', async () => {
    const world = new ScriptedWorld();
    expect(await world.place({}, { checkBeforeSending: false })).toMatchObject({ placed: true });
    expect(world.traffic).toEqual({ dials: 1, lookUps: 0 });
  });

  it('waits for its turn before the fence is set', async () => {
    const world = new ScriptedWorld();
    const placed = await world.place({}, {}, world.deps({ pace: () => world.worker.clock.sleep(90_000) }));
    expect(placed).toMatchObject({ scheduledFor: at(90), latestStart: at(210) });
    await world.finish();
    expect(world.server.rings).toBe(1);
  });
});

describe('an event that comes again', () => {
  it('is found and not sent', async () => {
    const world = new ScriptedWorld();
    const first = await world.place();
    await world.until(world.time.sleep(3_600_000));
    const second = await world.place();
    expect(second).toMatchObject({ queueId: first.queueId, placed: false, deduplicated: true, recovered: false });
    expect([second.scheduledFor, second.latestStart]).toEqual([first.scheduledFor, first.latestStart]);
    expect(world.traffic.dials).toBe(1);
  });

  it.each(['cancels', 'expires'] as const)('is sent again when its call %s, which never rang', async (fate) => {
    const dispatch = fate === 'expires' ? { pickUpMs: 121_000, fate: 'dials' as const } : { pickUpMs: 1_000, fate };
    const world = new ScriptedWorld({ dispatch });
    await world.place();
    await world.until(world.time.sleep(600_000));
    expect(await world.place()).toMatchObject({ status: 'placed', placed: true, queueId: 'q2' });
  });

  it.each(['fails', 'revives'] as const)('is not sent again when its call was marked as failed and %s, however long ago', async (fate) => {
    const world = new ScriptedWorld({ dispatch: { pickUpMs: 1_000, fate } });
    await world.place();
    await world.until(world.time.sleep(40_000));
    expect(await world.place()).toMatchObject({ status: 'already_called', outcome: 'failed' });
    await world.until(world.time.sleep(3_600_000));
    expect(await world.place()).toMatchObject({ status: 'already_called' });
    expect(world.traffic.dials).toBe(1);
  });

  it('joins the run that is under way in the same process', async () => {
    const world = new ScriptedWorld();
    const deps = world.deps({ inFlight: createInFlightKeys() });
    const [first, second] = await world.until(Promise.all([world.place({}, {}, deps), world.place({}, {}, deps)]));
    expect(first).toMatchObject({ placed: true, deduplicated: false });
    expect(second).toMatchObject({ placed: false, deduplicated: true, queueId: first.queueId });
    expect(world.traffic).toEqual({ dials: 1, lookUps: 1 });
  });
});

describe('an answer with the queue id of another call, as a cache between here and the server gives it', () => {
  const answering = (world: ScriptedWorld, isTaken: boolean) => {
    const knowledge = createServerKnowledge();
    const { dial } = world.deps();
    const answers: DialAnswer[] = [];
    const cached = world.deps({
      knowledge,
      dial: async (request) => {
        const [first] = answers;
        if (first !== undefined && !isTaken) return first;
        const answer = await dial(request);
        answers.push(answer);
        return first ?? answer;
      },
    });
    return cached;
  };

  it('is not taken for this call: a look-up finds it where the server took it', async () => {
    const world = new ScriptedWorld();
    const deps = answering(world, true);
    const first = await world.place({}, {}, deps);
    const second = await world.place({ callKey: 'another event' }, {}, deps);
    expect(second).toMatchObject({ status: 'placed', recovered: true });
    expect(second.queueId).not.toBe(first.queueId);
  });

  it('leaves the event open where the server never saw it', async () => {
    const world = new ScriptedWorld();
    const deps = answering(world, false);
    await world.place({}, {}, deps);
    expect(await world.failToPlace({ callKey: 'another event' }, { waitToSettle: false }, deps)).toMatchObject({ code: 'PLACEMENT_UNKNOWN', placement: 'unknown' });
  });
});

describe('a failure that proves that nothing was queued', () => {
  it('is repeated when the request never left', async () => {
    const world = new ScriptedWorld({ dialFaults: [{ kind: 'connection_refused' }, { kind: 'connection_refused' }] });
    expect(await world.place()).toMatchObject({ placed: true, recovered: false });
    expect(world.requests.map(({ metadata }) => metadata['iqra_call_send'])).toEqual(['1', '2', '3']);
    expect(world.requests.map(({ metadata }) => metadata['iqra_call_attempt'])).toEqual(['1', '1', '1']);
    expect(world.traffic.lookUps).toBe(3);
  });

  it('ends after three requests that never left', async () => {
    const refused: DialFault = { kind: 'connection_refused' };
    const world = new ScriptedWorld({ dialFaults: [refused, refused, refused] });
    expect(await world.failToPlace()).toMatchObject({ placement: 'not_placed' });
    expect(world.traffic.dials).toBe(3);
  });

  it('is repeated after a look-up, once the request that a throttling server refused could not arrive any more', async () => {
    const world = new ScriptedWorld({ dialFaults: [{ kind: 'throttled', retryAfterMs: 20_000 }] });
    expect(await world.place()).toMatchObject({ placed: true, scheduledFor: at(125) });
    // One of them learns whether the server enforces the latest start.
    expect(world.traffic).toEqual({ dials: 2, lookUps: 3 });
  });

  it('finds what another worker placed during a long delay', async () => {
    const world = new ScriptedWorld({ dialFaults: [{ kind: 'throttled', retryAfterMs: 20_000 }] });
    const slow = world.place();
    const quick = world.until(world.time.sleep(5_000).then(() => world.place()));
    expect(await quick).toMatchObject({ placed: true });
    expect(await slow).toMatchObject({ deduplicated: true });
    expect(world.traffic.dials).toBe(2);
  });

  it('is not repeated when the server refuses', async () => {
    const world = new ScriptedWorld({ dialFaults: [{ kind: 'refused' }] });
    expect(await world.failToPlace()).toMatchObject({ placement: 'not_placed' });
    expect(world.traffic.dials).toBe(1);
  });
});
