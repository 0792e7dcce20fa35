import { KnownSessions, twiceListed } from '../../../../packages/core/src/polling/remembered-calls.ts';

const noonMs = Date.parse('2026-11-24T12:00:00Z');
const entry = (queueId: string, conversationId: string | null) => ({ queueId, conversationId, queuedAt: '2026-11-24T11:59:00Z' });

test('a row contradicts what is known when it names another conversation or another time, also after the state was kept', () => {
  const sessions = new KnownSessions();
  sessions.noteListed(entry('q1', 'a'), noonMs);
  sessions.noteExact(entry('q2', 'b'), noonMs);
  const kept = KnownSessions.fromJson(sessions.toJson());
  expect([entry('q1', 'a'), entry('q2', 'b'), entry('q3', 'c'), entry('q1', null)].map((row) => kept.isContested(row, noonMs))).toEqual([false, false, false, false]);
  expect([entry('q1', 'b'), entry('q2', 'a')].map((row) => kept.isContested(row, noonMs))).toEqual([true, true]);
  expect(kept.isContested(entry('q1', 'a'), noonMs + 60_000)).toBe(true);
});

test('once contested, only a read by id settles which one counts', () => {
  const sessions = new KnownSessions();
  sessions.noteListed(entry('q1', 'a'), noonMs);
  sessions.noteListed(entry('q1', 'b'), noonMs);
  expect(sessions.isContested(entry('q1', 'a'), noonMs)).toBe(true);
  expect(sessions.isContested(entry('q1', 'b'), noonMs)).toBe(true);
  sessions.noteExact(entry('q1', 'b'), noonMs);
  expect([sessions.isConfirmed(entry('q1', 'b'), noonMs), sessions.isContested(entry('q1', 'a'), noonMs)]).toEqual([true, true]);
});

test('the memory is bounded, and forgets the calls noted longest ago', () => {
  const sessions = new KnownSessions();
  for (let at = 0; at < 1000; at += 1) sessions.noteListed(entry(`q${String(at)}`, 'a'), noonMs);
  expect(sessions.toJson().length).toBeLessThanOrEqual(300 * 16);
  expect([sessions.isContested(entry('q0', 'b'), noonMs), sessions.isContested(entry('q999', 'b'), noonMs)]).toEqual([false, true]);
});

test('a call that a list shows with two conversations is named', () => {
  expect([...twiceListed([entry('q1', 'a'), entry('q2', 'b'), entry('q1', 'c'), entry('q2', 'b')])]).toEqual(['q1']);
});
