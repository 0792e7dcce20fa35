import type { AcceptedCall } from '../../../../packages/sandbox/src/state/records.ts';
import { World } from '../../../../packages/sandbox/src/state/world.ts';
import { startAt } from '../api.ts';

const accepted = (index: number, changes: Partial<AcceptedCall> = {}): AcceptedCall => ({
  kind: 'call',
  at: startAt + 1,
  businessId: 184,
  campaignId: 'c',
  agentId: 'agent', numberId: 'n',
  provider: 2,
  maxCallTimeS: 600,
  recipientNumber: `+1415555${String(1_000 + index)}`,
  scheduledFor: startAt,
  expiresAt: startAt + 120_000,
  dynamicVariables: {},
  metadata: {},
  outcome: 'no_answer',
  ...changes,
});

test('the dispatcher takes 1000 calls per tick; the rest waits for the next', () => {
  const world = new World('s');
  for (let index = 0; index < 1_005; index += 1) world.addCall(accepted(index));
  const ticks = new Map<number, number>();
  for (const { plan } of world.calls) {
    const tick = plan.queue[0]?.at ?? 0;
    ticks.set(tick, (ticks.get(tick) ?? 0) + 1);
  }
  expect([...ticks]).toEqual([
    [startAt + 5_000, 1_000],
    [startAt + 10_000, 5],
  ]);
});

test('ids are 24 hex digits, unique, and sort in the order of creation', () => {
  const world = new World('s');
  const ids = Array.from({ length: 500 }, (_, index) => world.addCall(accepted(index, { at: startAt + Math.floor(index / 7) * 400 })).queueId);
  expect(ids.every((id) => /^[0-9a-f]{24}$/.test(id))).toBe(true);
  expect(new Set(ids).size).toBe(500);
  expect(ids.toSorted()).toEqual(ids);
});

test('the same records build the same world', () => {
  const build = (): World => {
    const world = new World('s');
    for (let index = 0; index < 50; index += 1) world.apply(accepted(index, { outcome: index % 2 === 0 ? 'agent_hung_up' : 'voicemail' }));
    world.apply({ kind: 'canceled', at: startAt + 2 });
    world.apply(accepted(99));
    return world;
  };
  expect(build().calls).toEqual(build().calls);
  expect([...build().records.conversations.keys()]).toEqual([...build().records.conversations.keys()]);
});
