import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { createClient, parseConnection, type Conversation, type HttpResponse } from '@iqra-automation/core';

/** A conversation as the server's own code stored and showed it: role and text of each message. */
interface Recorded {
  readonly id: string;
  readonly endType: number;
  readonly messages: readonly (readonly [number, string | null])[];
}

const recorded = JSON.parse(readFileSync(resolve(import.meta.dirname, '../../../vectors/conversations.json'), 'utf8')) as readonly Recorded[];

export const recordedIds: readonly string[] = recorded.map(({ id }) => id);

/** The recording whose id ends like this, as core's client reads it. */
export function recordedConversation(ending: string): Promise<Conversation> {
  const found = recorded.find(({ id }) => id.endsWith(ending));
  if (found === undefined) throw new Error(`There is no recording of ${ending}.`);
  return conversationOf(found.messages, found.endType);
}

/** A conversation of messages in the server's form: role (0 system, 1 person, 2 agent) and text. */
export async function conversationOf(messages: readonly (readonly [number, string | null])[], endType = 5): Promise<Conversation> {
  const wire = messages.map(([role, content]) => ({ senderId: null, role, content, timestamp: null }));
  const data = { id: '6742e6bcf0a1c2d3e4f50620', queueId: null, status: 6, startTime: '2026-11-24T12:00:00Z', endTime: null, endType, clients: [], agents: [], messages: wire, logs: [] };
  const response: HttpResponse = { status: 200, headers: {}, body: JSON.stringify({ data, success: true, message: null, code: null }) };
  const connection = parseConnection({ apiKey: 'iqra_a_b_c', businessId: '184', baseUrl: 'https://iqra.example', requestFormat: 'auto' }, { allowHttp: false });
  const client = createClient({ transport: { send: async () => ({ kind: 'answer', response }) }, connection, clock: { now: () => 0, sleep: async () => undefined, random: () => 0 } });
  return (await client.getConversation('any')).value;
}
