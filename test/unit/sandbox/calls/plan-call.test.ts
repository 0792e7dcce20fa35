import * as fc from 'fast-check';
import { queueAt, sessionAt, settlesAt } from '../../../../packages/sandbox/src/calls/call-state.ts';
import { outcomeNames } from '../../../../packages/sandbox/src/calls/outcomes.ts';
import type { OutcomeName } from '../../../../packages/sandbox/src/calls/outcomes.ts';
import { planCall } from '../../../../packages/sandbox/src/calls/plan-call.ts';
import type { CallToPlan } from '../../../../packages/sandbox/src/calls/plan-call.ts';
import { startAt } from '../api.ts';

const plan = (outcome: OutcomeName, changes: Partial<CallToPlan> = {}) =>
  planCall({ seed: 's', counter: 1, recipientNumber: '+14155550100', outcome, provider: 2, maxCallTimeMs: 600_000, pickedUpAt: startAt, expiresAt: startAt + 120_000, ...changes });

const anyCall = fc.record({
  outcome: fc.constantFrom(...outcomeNames),
  counter: fc.integer({ min: 1, max: 1_000_000 }),
  provider: fc.constantFrom(1, 2, 3, 10),
  maxCallTimeMs: fc.constantFrom(60_000, 300_000, 600_000, 3_600_000),
  pickedUpAt: fc.integer({ min: 0, max: 200 }).map((ticks) => startAt + ticks * 5_000),
});

test('the end type is set before state 6, after state 5', () => {
  const session = plan('agent_hung_up').session;
  if (session === null) throw new Error('no session');
  const end = session.steps.at(-1)?.at ?? 0;
  const states = [...Array(6_000).keys()].map((back) => sessionAt(session, end - 6_000 + back + 1, false)).map((state) => `${state?.state} ${state?.endType}`);
  expect([...new Set(states)].slice(-3)).toEqual(['5 0', '5 6', '6 6']);
});

test('the same call always gets the same plan, another one other chances', () => {
  expect(plan('recipient_hung_up')).toEqual(plan('recipient_hung_up'));
  expect(plan('recipient_hung_up')).not.toEqual(plan('recipient_hung_up', { counter: 2 }));
});

test('steps are in order, a dial precedes the placed status, and a genuine end always has an end type', () => {
  fc.assert(
    fc.property(anyCall, (changes) => {
      const { queue, dialledAt: lastDialledAt, earlier, session } = plan(changes.outcome, { ...changes, expiresAt: changes.pickedUpAt + 600_000 });
      for (const steps of [queue, session?.steps ?? []]) {
        steps.slice(1).forEach((step, index) => expect(step.at).toBeGreaterThanOrEqual(steps[index]?.at ?? Infinity));
      }
      const dialledAt = earlier?.dialledAt ?? lastDialledAt;
      const placedAt = queue.find((step) => step.status === 4)?.at ?? Infinity;
      expect(dialledAt ?? 0).toBeLessThan(placedAt);
      const endedAt = session?.steps.find((step) => step.state === 6)?.at ?? null;
      expect(session === null || endedAt === null || (session.endType !== 0 && (session.endTypeAt ?? Infinity) < endedAt)).toBe(true);
      expect(placedAt < Infinity && (dialledAt === null || session === null)).toBe(false);
    }),
  );
});

test('nobody is rung after the latest start, nor before pick-up', () => {
  fc.assert(
    fc.property(anyCall, fc.integer({ min: -60_000, max: 600_000 }), (changes, lifetime) => {
      const expiresAt = changes.pickedUpAt + lifetime;
      const { dialledAt, queue } = plan(changes.outcome, { ...changes, expiresAt });
      if (dialledAt === null) return;
      const pickedUp = queue.filter((step) => step.at < dialledAt).findLast((step) => step.status === 1 && step.processingStartedAt === undefined)?.at;
      expect(pickedUp ?? Infinity).toBeLessThan(expiresAt);
      expect(dialledAt).toBeGreaterThan(changes.pickedUpAt);
    }),
  );
});

test('after a call has settled, a reader sees no other status, state or end type', () => {
  fc.assert(
    fc.property(anyCall, fc.integer({ min: 0, max: 5_000_000 }), (changes, later) => {
      const call = plan(changes.outcome, changes);
      const at = settlesAt(call, true);
      const view = (now: number) => {
        const session = call.session === null ? null : sessionAt(call.session, now, true);
        return [queueAt(call, now), session?.endType, session === null || session.state === 7 ? 6 : session.state];
      };
      expect(view(at + later)).toEqual(view(at));
    }),
  );
});
