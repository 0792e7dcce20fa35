import * as fc from 'fast-check';
import { createCallingMemory, isIqraError, placeCall } from '@iqra-automation/core';
import { campaignIds } from '../../../../packages/sandbox/src/seed.ts';
import { startSandbox, type Sandbox } from '../../../../packages/sandbox/src/sandbox.ts';
import { hastyClock, openClient } from '../open-sandbox-client.ts';
import { depth } from '../../../depth.ts';

/** Texts of every kind: halves of characters, controls, long ones, names that objects have, things that look like JSON or a form. */
const text = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 40 }),
  fc.array(fc.integer({ min: 0, max: 0xffff }), { maxLength: 20 }).map((units) => String.fromCharCode(...units)),
  fc.constantFrom('', ' ', '\0', '\ud83d', 'a\udc00b', '🎉'.slice(0, 1), '\r\n--iqra-', '"}', 'constructor', '__proto__', 'toString', 'ünï', '{{ x }}', '%00'),
  fc.string({ minLength: 190, maxLength: 260 }),
);
const value = fc.oneof(text, fc.integer(), fc.double(), fc.boolean(), fc.constant(null));
const key = fc.oneof({ weight: 4, arbitrary: fc.constantFrom('name', 'note', 'kö', 'a b', 'x🎉', 'h\ud83d', '\udc00', 'constructor', '__proto__') }, { weight: 1, arbitrary: text });
const map = fc.dictionary(key, value, { maxKeys: 4 });
const number = fc.oneof(
  { weight: 6, arbitrary: fc.constantFrom('+14155552671', '+442079460018', '+61411000001', '+971501234567', '+4930901820', '+33612345678') },
  { weight: 1, arbitrary: fc.integer({ min: 2_000_000_000, max: 9_999_999_999 }).map((national) => `+1${national}`) },
  { weight: 1, arbitrary: text },
);
const time = fc.oneof(
  { weight: 5, arbitrary: fc.constant(undefined) },
  { weight: 1, arbitrary: text },
  { weight: 3, arbitrary: fc.integer({ min: -300, max: 400 * 86_400 }).map((seconds) => new Date(Date.now() + seconds * 1000).toISOString()) },
);

describe('what is let pass', () => {
  let sandbox: Sandbox;

  beforeAll(async () => {
    sandbox = await startSandbox({ timeScale: 0 });
  });
  afterAll(() => sandbox.close());

  test('is never refused by the server for its form', async () => {
    const client = openClient(sandbox);
    const connection = { baseUrl: sandbox.origin, businessId: String(sandbox.businessId), requestFormat: 'auto' } as const;
    const memory = createCallingMemory();
    let sent = 0;
    let item = 0;
    const form = fc.record({ recipientNumber: number, dynamicVariables: map, metadata: map, scheduledTime: time, eventKey: fc.option(text, { nil: undefined, freq: 1 }) });
    await fc.assert(
      fc.asyncProperty(form, fc.constantFrom('auto' as const, 'config' as const), async (input, requestFormat) => {
        item += 1;
        const given = Object.fromEntries(Object.entries(input).filter(([, one]) => one !== undefined));
        const deps = { client, connection: { ...connection, requestFormat }, clock: hastyClock, memory };
        const failure = await placeCall(deps, { ...given, campaignId: campaignIds.consultation }, { source: 'test', itemId: String(item), stepId: '' }).then(
          () => null,
          (error: unknown) => error,
        );
        if (failure === null) {
          sent += 1;
          return;
        }
        if (!isIqraError(failure)) throw failure;
        // Refused by us, before anything was sent.
        expect({ code: failure.code, server: failure.serverCode, message: failure.message, placement: failure.placement }).toMatchObject({ server: undefined, placement: 'not_placed' });
      }),
      { numRuns: depth({ whole: 400, quick: 50 }) },
    );
    expect(sent).toBeGreaterThan(depth({ whole: 40, quick: 3 }));
  });
});
