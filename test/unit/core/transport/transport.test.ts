import { transports } from '@iqra-automation/core';

const failure = (properties: object, cause?: object) => Object.assign(new Error('it failed', cause === undefined ? {} : { cause: Object.assign(new Error('why'), cause) }), properties);

describe('a request can have left', () => {
  test.each([
    ['a timeout', failure({ code: 'ETIMEDOUT' })],
    ['a connection that was reset', failure({ code: 'ECONNRESET', syscall: 'read' })],
    ['a refusal on an open connection', failure({ code: 'ECONNREFUSED', syscall: 'read' })],
    ['a network that went away while writing', failure({ code: 'ENETUNREACH', syscall: 'write' })],
    ['a code nobody knows', failure({ code: 'EWHATEVER' })],
    ['an error without a code', new Error('it failed')],
    ['no error at all', undefined],
    ['a thrown text', 'it failed'],
    ['a code that is no text', failure({ code: 7 })],
  ])('%s', (_name, error) => {
    expect(transports.classifyFailure(error).sent).toBe('maybe');
  });
});

describe('a request cannot have left', () => {
  test.each([
    ['a name that nobody knows', failure({ code: 'ENOTFOUND', syscall: 'getaddrinfo' })],
    ['a refused connection', failure({ code: 'ECONNREFUSED', syscall: 'connect' })],
    ['a refused connection of a client that tells no system call', failure({ code: 'ECONNREFUSED' })],
    ['no route', failure({ code: 'EHOSTUNREACH', syscall: 'connect' })],
    ['a timeout while connecting', failure({ code: 'ETIMEDOUT', syscall: 'connect' })],
    ['a certificate that is not trusted', failure({ code: 'DEPTH_ZERO_SELF_SIGNED_CERT' })],
    ['a cause that says so, as fetch reports it', failure({}, { code: 'ECONNREFUSED', syscall: 'connect' })],
  ])('%s', (_name, error) => {
    expect(transports.classifyFailure(error).sent).toBe('no');
  });
});

test('code and message are kept; both are told even when the error has none', () => {
  expect(transports.classifyFailure(failure({ code: 'ECONNRESET' }))).toMatchObject({ code: 'ECONNRESET', message: 'it failed' });
  expect(transports.classifyFailure(null)).toEqual({ sent: 'maybe', code: 'UNKNOWN', message: '' });
});
