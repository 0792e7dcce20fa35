import { createAppTester, type ZObject } from 'zapier-platform-core';
import { IqraError, type ErrorKind, type IqraErrorInit, type Placement } from '@iqra-automation/core';
import type { ErrorCode } from '@iqra-automation/core/testing';
import { toZapierError } from '../../../packages/zapier-app/src/to-zapier-error.ts';

const run = createAppTester({ version: '1.0.0', platformVersion: '19.1.0', flags: { skipHttpPatch: true } });

async function errorFor(error: unknown, dialLeft = false, looksFirst = true): Promise<Error> {
  const result = await run((z: ZObject) => ({ error: toZapierError(z, error, { dialLeft, looksFirst }) }));
  return result.error;
}

const made = (kind: ErrorKind, more: Partial<IqraErrorInit> = {}): IqraError =>
  new IqraError({ kind, code: 'SOME_CODE' as ErrorCode, message: 'This happened.', nextStep: 'Do that.', placement: 'not_placed', ...more });

describe('the error class for each end of a step', () => {
  it.each<[ErrorKind, Partial<IqraErrorInit>, boolean, string]>([
    ['input', {}, false, 'HaltedError'],
    ['refused_by_rule', {}, false, 'HaltedError'],
    ['input', { serverCode: 'InitiateCall:INVALID_NUMBER' }, true, 'AppError'],
    ['authentication', {}, false, 'ExpiredAuthError'],
    ['authentication', {}, true, 'ExpiredAuthError'],
    ['permission', {}, false, 'AppError'],
    ['disabled', {}, true, 'AppError'],
    ['not_found', {}, true, 'AppError'],
    ['balance', {}, true, 'AppError'],
    ['connection', {}, false, 'AppError'],
    ['server', {}, false, 'AppError'],
    ['rate_limit', { retryAfterMs: 7_000 }, false, 'ThrottledError'],
    ['rate_limit', { retryAfterMs: 7_000 }, true, 'ThrottledError'],
    ['placement_unknown', {}, false, 'HaltedError'],
  ])('%s %j, call sent: %p -> %s', async (kind, more, dialLeft, name) => {
    expect((await errorFor(made(kind, more), dialLeft)).name).toBe(name);
  });

  it('a throttled dial is repeated only where the repeated run looks first', async () => {
    expect((await errorFor(made('rate_limit'), true, false)).name).toBe('AppError');
    expect((await errorFor(made('rate_limit'), false, false)).name).toBe('ThrottledError');
  });

  it.each<[ErrorKind, Placement]>([
    ['server', 'unknown'],
    ['connection', 'unknown'],
    ['rate_limit', 'unknown'],
    ['authentication', 'unknown'],
    ['server', 'placed'],
    ['placement_unknown', 'placed'],
  ])('%s with outcome %s is never a class that Zapier runs again', async (kind, outcome) => {
    for (const dialLeft of [true, false]) expect((await errorFor(made(kind, { placement: outcome }), dialLeft)).name).toBe('HaltedError');
  });

  it("carries the sentence, the next step and our code, not the server's", async () => {
    const error = await errorFor(made('permission', { serverCode: 'X:Y' }));
    expect(JSON.parse(error.message)).toMatchObject({ message: 'This happened. Do that. (SOME_CODE)', code: 'SOME_CODE' });
  });

  it("waits at least a second, and a minute where the server named no time", async () => {
    expect(JSON.parse((await errorFor(made('rate_limit', { retryAfterMs: 1 }))).message)).toMatchObject({ delay: 1 });
    expect(JSON.parse((await errorFor(made('rate_limit'))).message)).toMatchObject({ delay: 60 });
  });

  it('a fault of another kind is masked, and stops softly once a call has left', async () => {
    const fault = new TypeError('cannot read x of +14155552671');
    const after = await errorFor(fault, true);
    const before = await errorFor(fault, false);
    expect([after.name, before.name]).toEqual(['HaltedError', 'AppError']);
    for (const error of [after, before]) {
      expect(error.message).toContain('STEP_FAILED');
      expect(error.message).not.toContain('4155552671');
    }
    expect(after.message).toContain('may have been placed');
    expect((await errorFor('just text', false)).message).toContain('just text');
  });

  it('knows an error of core that another copy of core has made', async () => {
    const foreign = Object.assign(new Error('This happened.'), { name: 'IqraError', kind: 'balance', code: 'B', nextStep: 'Do that.', placement: 'not_placed', details: {}, problems: [] });
    expect((await errorFor(foreign)).message).toContain('Do that.');
  });
});
