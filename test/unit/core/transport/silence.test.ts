import { createCallingMemory, createClient, isIqraError, placeCall, type HttpRequest, type TransportResult } from '@iqra-automation/core';

const connection = { baseUrl: 'https://iqra.example', businessId: '184', requestFormat: 'auto' } as const;

/** A world with a clock of its own, in which `answer` says what becomes of each request. */
function world(answer: (request: HttpRequest, at: number) => TransportResult | 'silence') {
  let nowMs = 1_800_000_000_000;
  const startedMs = nowMs;
  const asked: string[] = [];
  const clock = { now: () => nowMs, sleep: async (ms: number) => void (nowMs += ms), random: () => 0.5 };
  const send = async (request: HttpRequest): Promise<TransportResult> => {
    asked.push(request.url.split('/').slice(-1).join('/'));
    const result = answer(request, asked.length);
    if (result !== 'silence') return result;
    nowMs += request.timeoutMs;
    return { kind: 'failure', failure: { sent: 'maybe', code: 'ETIMEDOUT', message: 'timeout' } };
  };
  const client = createClient({ transport: { send }, connection, clock });
  const place = () =>
    placeCall({ client, connection, clock, memory: createCallingMemory() }, { recipientNumber: '+14155552671', campaignId: 'c1' }, { source: 's', itemId: 'i', stepId: '' }).then(
      () => null,
      (error: unknown) => (isIqraError(error) ? error : null),
    );
  return { client, place, asked, secondsGone: () => (nowMs - startedMs) / 1000, wait: (ms: number) => clock.sleep(ms) };
}

const counted = (count: number): TransportResult => ({
  kind: 'answer',
  response: { status: 200, headers: { date: new Date(1_800_000_000_000).toUTCString() }, body: JSON.stringify({ data: count, success: true, message: null, code: null }) },
});

describe('a server that says nothing', () => {
  test('costs an item one minute before anything is sent, and the error says that no answer came', async () => {
    const silent = world(() => 'silence');
    const error = await silent.place();
    expect(silent.secondsGone()).toBeLessThanOrEqual(60);
    expect(silent.secondsGone()).toBeGreaterThan(55);
    expect(error).toMatchObject({ code: 'SERVER_SILENT', placement: 'not_placed', message: 'No answer came from the server within 60 seconds.' });
    expect(silent.asked).not.toContain('initiate');
  });

  test('gives each item its own minute', async () => {
    const silent = world(() => 'silence');
    await silent.place();
    await silent.place();
    expect(silent.secondsGone()).toBeGreaterThan(110);
    expect(silent.secondsGone()).toBeLessThanOrEqual(120);
  });

  test('after the call may have left: a minute and no second send', async () => {
    const silent = world((request) => (request.url.endsWith('count') && !silent.asked.includes('initiate') ? counted(0) : 'silence'));
    const error = await silent.place();
    expect(error).toMatchObject({ placement: 'unknown' });
    expect(silent.secondsGone()).toBeLessThanOrEqual(65);
    expect(silent.asked.filter((path) => path === 'initiate')).toHaveLength(1);
  });

  test('costs a single read a minute', async () => {
    const silent = world(() => 'silence');
    await expect(silent.client.getCall('q1')).rejects.toMatchObject({ code: 'SERVER_SILENT' });
    expect(silent.secondsGone()).toBeLessThanOrEqual(60);
  });

  test('an answer of any kind breaks the silence', async () => {
    const busy: TransportResult = { kind: 'answer', response: { status: 503, headers: {}, body: '' } };
    const item = world((_request, at) => (at % 2 === 0 ? busy : 'silence')).client.forOneItem();
    for (let n = 0; n < 6; n += 1) await expect(item.getCall('q1')).rejects.not.toMatchObject({ code: 'SERVER_SILENT' });
  });

  test('a planned wait gives the server its time anew', async () => {
    const silent = world(() => 'silence');
    const item = silent.client.forOneItem();
    await expect(item.getCall('q1')).rejects.toMatchObject({ code: 'SERVER_SILENT' });
    const before = silent.asked.length;
    await silent.wait(11_000);
    await expect(item.getCall('q1')).rejects.toMatchObject({ code: 'SERVER_SILENT' });
    expect(silent.asked.length).toBeGreaterThan(before);
  });
});
