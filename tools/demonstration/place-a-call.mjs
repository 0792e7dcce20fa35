/** Places one call with core alone, waits for its end, and prints what was said. Arguments: the server's address, a key, a business id. */
import { conversations, createCallingMemory, createClient, isIqraError, parseConnection, placeCall, standings } from '@iqra-automation/core';
import { createAxiosTransport, systemClock as clock } from '@iqra-automation/core/axios';

const [baseUrl, apiKey, businessId] = process.argv.slice(2);
const connection = parseConnection({ baseUrl, apiKey, businessId, requestFormat: 'auto' }, { allowHttp: true });
const client = createClient({ transport: createAxiosTransport({ apiKey }), connection, clock });
const deps = { client, connection, clock, memory: createCallingMemory() };

try {
  const { campaigns } = (await client.getBusiness()).value;
  const [campaign] = campaigns;
  const input = {
    recipientNumber: '+1 415 555 2671',
    campaignId: campaign.id,
    dynamicVariables: Object.fromEntries(campaign.dynamicVariables.map(({ key }) => [key, 'Amina'])),
    eventKey: 'lead-7/welcome',
    // The sandbox rings nobody. For people leave this out: calls then wait for decent hours where the number is.
    callingHours: 'off',
  };
  // The same event key again gives the same call, however often this runs.
  const placed = await placeCall(deps, input, { source: 'script', itemId: null, stepId: 'welcome' });
  console.log(`${placed.deduplicated ? 'already called' : 'placed'}: ${placed.queueId}`);
  await printEnd(placed.queueId, campaign.maxCallTimeSeconds);
} catch (error) {
  if (!isIqraError(error)) throw error;
  console.error(`${error.message} ${error.nextStep} (the call is: ${error.placement})`);
  process.exitCode = 1;
}

async function printEnd(queueId, maxCallTimeSeconds) {
  for (;;) {
    const { value: entry, serverTimeMs } = await client.getCall(queueId);
    const judgement = standings.judgeCall(entry, { readAtMs: serverTimeMs, maxCallTimeSeconds });
    if (judgement.ended) {
      console.log(`ended: ${judgement.outcome}`);
      if (entry.conversationId === null) return;
      return console.log(conversations.readConversation((await client.getConversation(entry.conversationId)).value).transcript);
    }
    await clock.sleep(5_000);
  }
}
