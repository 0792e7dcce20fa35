import { initiateCallFields, IqraError, parseConnection, parseInput } from '@iqra-automation/core';

function problemsOf(raw: Record<string, unknown>): readonly { field: string; code: string; message: string }[] {
  try {
    parseInput(initiateCallFields, raw);
    return [];
  } catch (error) {
    if (error instanceof IqraError) return error.problems;
    throw error;
  }
}

describe('reading a form', () => {
  test('fills in defaults and leaves out what nobody entered', () => {
    const input = parseInput(initiateCallFields, { recipientNumber: '+14155552671', scheduledTime: '', agentId: null, eventKey: '   ' });
    expect(input).toEqual({
      recipientNumber: '+14155552671',
      callingHours: 'recipient_country',
      outsideHours: 'schedule',
      startGuardSeconds: 120,
      endGuardSeconds: 120,
      keepTryingForSeconds: 120,
      capPeriodHours: 24,
      checkBeforeSending: true,
      waitToSettle: false,
    });
  });

  test('reports every problem of an input at once, each naming the field by its label', () => {
    const problems = problemsOf({
      campaignId: ['a'],
      dynamicVariables: { ok: 'x', bad: { nested: true } },
      callingHours: 'midnight',
      keepTryingForSeconds: '-5',
      waitToSettle: 'perhaps',
      contactTimeZone: 'x'.repeat(100),
    });
    expect(problems.map((one) => [one.field, one.code])).toEqual([
      ['recipientNumber', 'REQUIRED'],
      ['campaignId', 'WRONG_TYPE'],
      ['dynamicVariables', 'VALUE_NOT_TEXT'],
      ['contactTimeZone', 'TOO_LONG'],
      ['callingHours', 'NOT_OFFERED'],
      ['keepTryingForSeconds', 'TOO_SMALL'],
      ['waitToSettle', 'WRONG_TYPE'],
    ]);
    for (const one of problems) expect(one.message).toContain(initiateCallFields[one.field as keyof typeof initiateCallFields].label);
  });

  test.each([
    ['doNotCal', 'mean "Do Not Call"'],
    ['eventkey', 'mean "Event Key"'],
    ['event_key', 'mean "Event Key"'],
    ['maxCallPerPeriod', 'mean "Maximum Calls per Number"'],
    ['calling_number', 'mean "Calling Number"'],
    ['colour', 'are Recipient Number, Campaign'],
    ['toString', 'are Recipient Number, Campaign'],
  ])('refuses the name %s, which no field has, and says %s', (name, meant) => {
    const problems = problemsOf({ recipientNumber: '+14155552671', [name]: 'x' });
    expect(problems).toMatchObject([{ field: name, code: 'UNKNOWN_FIELD', message: expect.stringContaining(meant) }]);
  });

  test.each(['doNotCall', 'callingHours', 'outsideHours', 'holidayDates', 'maxCallsPerPeriod', 'capPeriodHours', 'checkBeforeSending'])(
    'takes a blank value of %s, which protects somebody, for a mapping that found nothing; left out, it is off',
    (name) => {
      for (const blank of [null, '', ' \n']) {
        expect(problemsOf({ recipientNumber: '+14155552671', [name]: blank })).toMatchObject([{ field: name, code: 'MAPPED_BUT_EMPTY' }]);
      }
      expect(problemsOf({ recipientNumber: '+14155552671', [name]: undefined })).toEqual([]);
    },
  );

  test.each([
    ['true', true],
    ['Yes', true],
    [1, true],
    ['off', false],
    ['0', false],
    [false, false],
  ])('reads the switch %p as a person means it', (raw, expected) => {
    expect(parseInput(initiateCallFields, { recipientNumber: '1', waitToSettle: raw }).waitToSettle).toBe(expected);
  });

  test('reads numbers that arrive as text, choices by value or label, and several choices from a list or a text', () => {
    const input = parseInput(initiateCallFields, {
      recipientNumber: '1',
      keepTryingForSeconds: ' 300 ',
      defaultCountry: 'germany',
      allowNumberTypes: 'UAN, premium_rate, UAN',
    });
    expect(input).toMatchObject({ keepTryingForSeconds: 300, defaultCountry: 'DE', allowNumberTypes: ['UAN', 'PREMIUM_RATE'] });
  });

  test.each([
    ['Turkey', 'TR'],
    ['türkiye', 'TR'],
    ['UK', 'GB'],
    ['Côte d’Ivoire', 'CI'],
    ['us', 'US'],
  ])('knows the country %s by the name a CRM uses', (name, code) => {
    expect(parseInput(initiateCallFields, { recipientNumber: '1', defaultCountry: name }).defaultCountry).toBe(code);
  });

  test('turns numbers and truth values inside maps into text and drops empty ones', () => {
    const input = parseInput(initiateCallFields, { recipientNumber: '1', dynamicVariables: { n: 5, yes: true, gone: null, kept: '' } });
    expect(input.dynamicVariables).toEqual({ n: '5', yes: 'true', kept: '' });
  });

  test('writes dates inside maps as ISO text, and lists of plain values with commas', () => {
    const luxonLike = { toISO: () => '2026-11-24T09:15:00.000+04:00' };
    const input = parseInput(initiateCallFields, { recipientNumber: '1', dynamicVariables: { day: new Date(0), at: luxonLike, items: ['a', 2, true] } });
    expect(input.dynamicVariables).toEqual({ day: '1970-01-01T00:00:00.000Z', at: '2026-11-24T09:15:00.000+04:00', items: 'a, 2, true' });
  });

  test.each(['$set', 'a.b', ' ', 'x'.repeat(201)])('refuses the map key %p, which the server could not store', (key) => {
    expect(problemsOf({ recipientNumber: '1', metadata: { [key]: 'v' } })).toMatchObject([{ field: 'metadata' }]);
  });

  test('accepts dates as the hosts deliver them', () => {
    const luxonLike = { toISO: () => '2026-11-24T09:15:00.000+04:00' };
    expect(parseInput(initiateCallFields, { recipientNumber: '1', scheduledTime: luxonLike }).scheduledTime).toBe('2026-11-24T09:15:00.000+04:00');
    expect(parseInput(initiateCallFields, { recipientNumber: '1', scheduledTime: new Date(0) }).scheduledTime).toBe('1970-01-01T00:00:00.000Z');
    expect(problemsOf({ recipientNumber: '1', scheduledTime: new Date(Number.NaN) })).toMatchObject([{ field: 'scheduledTime', code: 'NOT_A_TIME' }]);
  });

  test.each(Object.keys(initiateCallFields))('never throws anything but our error for strange values of %s', (field) => {
    const strange = [Symbol('x'), () => 1, Number.NaN, Number.POSITIVE_INFINITY, { toISO: () => null }, [[[]]], 'x'.repeat(10_000), 10n, new Map()];
    for (const value of strange) {
      const raw = { recipientNumber: '+14155552671', [field]: value };
      expect(() => problemsOf(raw)).not.toThrow();
    }
  });
});

describe('reading a connection', () => {
  const raw = { apiKey: 'iu_a_b', businessId: 184, baseUrl: 'https://app.iqra.bot/api/v1/' };
  const problems = (change: Record<string, unknown>, allowHttp = false) => {
    try {
      parseConnection({ ...raw, ...change }, { allowHttp });
      return [];
    } catch (error) {
      return error instanceof IqraError ? error.problems.map((one) => one.code) : ['?'];
    }
  };

  test('keeps the origin and never the key', () => {
    expect(parseConnection(raw, { allowHttp: false })).toEqual({ baseUrl: 'https://app.iqra.bot', businessId: '184', requestFormat: 'auto' });
  });

  test('wants https, save for this machine or where the host allows plain http', () => {
    expect(problems({ baseUrl: 'http://iqra.example' })).toEqual(['HTTPS_REQUIRED']);
    expect(problems({ baseUrl: 'http://127.0.0.1:8080' })).toEqual([]);
    expect(problems({ baseUrl: 'http://iqra.internal' }, true)).toEqual([]);
  });

  test('says what is wrong with each part', () => {
    expect(problems({ apiKey: '', businessId: 'mine', baseUrl: 'iqra' })).toEqual(['REQUIRED']);
    expect(problems({ businessId: 'mine', baseUrl: 'ftp://x' })).toEqual(['NOT_A_BUSINESS_ID', 'NOT_AN_ADDRESS']);
    expect(problems({ baseUrl: 'https://user:secret@host' })).toEqual(['ADDRESS_WITH_SECRET']);
  });
});

describe('what nobody sees', () => {
  test.each([['customer_name '], [' customer_name'], ['customer_name\u200b'], ['\u00a0customer_name\r\n']])('around the key %j of a variable is not meant', (key) => {
    expect(parseInput(initiateCallFields, { recipientNumber: '+14155552671', dynamicVariables: { [key]: 'Amina' } }).dynamicVariables).toEqual({ customer_name: 'Amina' });
  });

  test('two keys that are one without it are refused', () => {
    expect(problemsOf({ recipientNumber: '+14155552671', metadata: { lead: '1', 'lead ': '2' } })).toMatchObject([{ field: 'metadata', code: 'KEY_REPEATED', message: expect.stringContaining('"lead" twice') }]);
  });

  test.each([['0x3'], ['1e2'], ['0b1'], ['+3'], ['3,0']])('%s is not a whole number', (maxCallsPerPeriod) => {
    expect(problemsOf({ recipientNumber: '+14155552671', maxCallsPerPeriod })).toMatchObject([{ field: 'maxCallsPerPeriod', code: 'WRONG_TYPE' }]);
  });

  test('in an API key does not matter; a character that no key has is named before anything is sent', () => {
    const raw = { businessId: '184', baseUrl: 'https://app.iqra.bot' };
    for (const apiKey of ['iu_key\u200b', ' iu_key\r\n', 'iu\u00ad_key', '\ufeffiu_key']) expect(parseConnection({ ...raw, apiKey }, { allowHttp: false })).toMatchObject({ businessId: '184' });
    for (const apiKey of ['iu_k\u00e9y', '\u201eiu_key\u201c', 'iu_\u2026', 'iu_\u0000key']) {
      expect(() => parseConnection({ ...raw, apiKey }, { allowHttp: false })).toThrow(expect.objectContaining({ message: 'API Key holds a character that no key has.', nextStep: 'Copy the key again.' }));
    }
  });
});
