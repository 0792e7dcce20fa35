import { createZap } from '../../../hosts/zapier/zap.ts';
import { startZapierWithSandbox, type ZapierWithSandbox } from '../../../hosts/zapier/zapier-with-sandbox.ts';
import { keys } from '../../../../packages/sandbox/src/seed.ts';

const halfAnHourMs = 30 * 60_000;

describe('Inbound Call Ended', () => {
  let zapier: ZapierWithSandbox;

  beforeEach(async () => {
    zapier = await startZapierWithSandbox({ sandbox: { timeScale: 0 } });
  });
  afterEach(() => zapier.close());

  it('starts a Zap once for each call that has ended, judged by the conversation and not by the rewritten queue status', async () => {
    const zap = createZap(zapier.app, 'inbound_call_ended', {});
    await zap.turnOn();
    zapier.sandbox.addInboundCall({ callerNumber: '+14155550123', outcome: 'agent_hung_up' });
    expect(await zap.poll()).toEqual({ status: 'success', newItems: [] });
    await zapier.sandbox.advance(halfAnHourMs);
    expect(await zap.poll()).toMatchObject({ status: 'success', newItems: [{ outcome: 'completed', caller_number: '+14155550123', transcript: expect.stringContaining('Agent:') }] });
    expect(await zap.poll()).toEqual({ status: 'success', newItems: [] });
  });

  it('tells a call that nobody took as not answered, once, between 15 and 30 minutes after it came in', async () => {
    const zap = createZap(zapier.app, 'inbound_call_ended', {});
    await zap.turnOn();
    zapier.sandbox.addInboundCall({ callerNumber: '+14155550124', outcome: 'canceled' });
    const told: unknown[] = [];
    for (let minutes = 5; minutes <= 40; minutes += 5) {
      await zapier.sandbox.advance(5 * 60_000);
      const polled = await zap.poll();
      if (polled.status === 'success') told.push(...polled.newItems.map((item) => ({ inTime: minutes >= 15 && minutes <= 30, outcome: item['outcome'], caller_number: item['caller_number'] })));
    }
    expect(told).toEqual([{ inTime: true, outcome: 'no_answer', caller_number: '+14155550124' }]);
  });

  it('keeps to the chosen outcomes', async () => {
    zapier.sandbox.addInboundCall({ outcome: 'agent_hung_up' });
    await zapier.sandbox.advance(halfAnHourMs);
    expect(await zapier.app.pollTrigger('inbound_call_ended', { outcomes: 'completed' })).toMatchObject({ status: 'success', results: [{ outcome: 'completed' }] });
    expect(await zapier.app.pollTrigger('inbound_call_ended', { outcomes: 'voicemail' })).toEqual({ status: 'success', results: [] });
  });

  it('names the permission that is missing', async () => {
    const authData = { ...zapier.authData, api_key: keys.withoutInboundQueue.text };
    expect(await zapier.app.pollTrigger('inbound_call_ended', {}, { authData })).toMatchObject({ status: 'errored', message: expect.stringContaining('Conversations, inbound') });
  });
});
