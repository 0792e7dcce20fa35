import { toStepResult } from '../../../hosts/zapier/step-result.ts';

describe('what Zapier makes of an answer of the handler', () => {
  it.each([
    ['AppError', '{"message":"Balance too low","code":"X"}', 'errored', 'Balance too low'],
    ['ResponseError', '{"status":500,"content":"boom"}', 'errored', '{"status":500,"content":"boom"}'],
    ['HaltedError', 'Stop here', 'halted', 'Stop here'],
    ['ExpiredAuthError', 'Key revoked', 'auth_expired', 'Key revoked'],
    ['RefreshAuthError', '', 'auth_expired', ''],
    ['FetchError', 'request to x failed', 'errored', 'request to x failed'],
    ['RuntimeLimit', 'killed', 'errored', 'killed'],
  ])('%s', (errorName, errorMessage, status, message) => {
    expect(toStepResult({ ok: false, errorName, errorMessage })).toMatchObject({ status, message, errorName, retryAfterSeconds: null });
  });

  it('reads the delay of a throttled step', () => {
    const result = toStepResult({ ok: false, errorName: 'ThrottledError', errorMessage: '{"message":"Slow down","delay":17}' });
    expect(result).toMatchObject({ status: 'throttled', message: 'Slow down', retryAfterSeconds: 17 });
  });
});
