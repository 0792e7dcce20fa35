import type { Sandbox } from '../../../../packages/sandbox/src/sandbox.ts';
import { minute, placed, startAt, stillSandbox } from '../api.ts';

let sandbox: Sandbox;
beforeEach(async () => {
  sandbox = await stillSandbox();
});
afterEach(() => sandbox.close());

test('accepted and dialled calls with recipient, key, event and times', async () => {
  await placed(sandbox, '+14155550101', { metadata: { iqra_call_key: 'k1', event: 'lead-7' } });
  expect(sandbox.ledger()).toMatchObject({ accepted: [{ recipient: '+14155550101', callKey: 'k1', event: 'lead-7', acceptedAt: startAt, scheduledFor: startAt, expiresAt: startAt + 2 * minute }], dials: [] });
  await sandbox.advance(minute);
  const [dial] = sandbox.ledger().dials;
  expect(dial).toMatchObject({ recipient: '+14155550101', callKey: 'k1' });
  expect(dial?.dialledAt).toBeGreaterThan(startAt);
  expect(dial?.dialledAt).toBeLessThan(startAt + 10_000);
});

test.each([
  ['the same key', { metadata: { iqra_call_key: 'k' } }, { metadata: { iqra_call_key: 'k' } }, 1],
  ['other keys', { metadata: { iqra_call_key: 'k' } }, { metadata: { iqra_call_key: 'l' } }, 0],
  ['no keys, the same content', {}, {}, 1],
  ['no keys, other variables', {}, { dynamicVariables: { customer_name: 'Ben' } }, 0],
  ['a test that names the event itself', { metadata: { iqra_call_key: 'k', sandbox_event: 'e' } }, { metadata: { iqra_call_key: 'l', sandbox_event: 'e' } }, 1],
  ['one event under two keys', { metadata: { iqra_call_key: 'k', event: 'e' } }, { metadata: { iqra_call_key: 'l', event: 'e' } }, 1],
  ['two events of one person', { metadata: { event: 'e' } }, { metadata: { event: 'f' } }, 0],
])('rung twice for one event: %s', async (_case, first, second, expected) => {
  await placed(sandbox, '+14155550101', first);
  await placed(sandbox, '+14155550101', second);
  expect(sandbox.ledger().dialledTwice).toEqual([]);
  await sandbox.advance(minute);
  expect(sandbox.ledger().dialledTwice).toHaveLength(expected);
});

test('a second entry that is never dialled does not count, nor does another person', async () => {
  const metadata = { iqra_call_key: 'k' };
  await placed(sandbox, '+14155550101', { metadata });
  await placed(sandbox, '+14155550101', { metadata, schedule: { dateTimeUTC: '2026-11-24T09:00:00Z', maxDateTimeUTC: '2026-11-24T08:00:00Z' } });
  await placed(sandbox, '+14155550201', { metadata });
  await sandbox.advance(60 * minute);
  expect(sandbox.ledger().dials).toHaveLength(2);
  expect(sandbox.ledger().dialledTwice).toEqual([]);
});

test('reset forgets calls, faults and requests', async () => {
  await placed(sandbox, '+14155550101');
  sandbox.faults.add({ kind: '500' });
  sandbox.reset();
  expect(sandbox.ledger().accepted).toEqual([]);
  expect(sandbox.requests()).toEqual([]);
  await placed(sandbox, '+14155550101');
  expect(sandbox.ledger().accepted).toHaveLength(1);
});
