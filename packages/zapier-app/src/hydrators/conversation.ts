import { callOutcomes, conversations, createCampaignDirectory, type ConversationReading, standings } from '@iqra-automation/core';
import type { Bundle, ZObject } from 'zapier-platform-core';
import { readSaid, toSaidOutput } from '../output/said-output.ts';
import { runReadingStep } from '../run-step.ts';
import { connectionScope, scopedCache } from '../scoped-cache.ts';

/** Which conversation a pointer means: the values it was made with. */
export type ConversationPointer = Readonly<Record<string, unknown>>;

export function conversationIdOf(bundle: Bundle<ConversationPointer>): string {
  const conversationId = bundle.inputData['conversation_id'];
  return typeof conversationId === 'string' ? conversationId : '';
}

/**
 * One part of what a conversation tells, under its key in the output. Zapier asks for each part by itself, only when a Zap uses it;
 * together they cost one read, since what was read is kept for a while.
 */
export async function getConversationPart(z: ZObject, bundle: Bundle<ConversationPointer>): Promise<unknown> {
  const reading = await readOnce(z, bundle);
  if (reading === null) return null;
  const part = String(bundle.inputData['part']);
  const judged = callOutcomes.find((outcome) => outcome === bundle.inputData['judged']);
  if (part === 'outcome') return conversations.outcomeOfTalk(judged ?? 'completed', reading);
  return Object.entries(toSaidOutput(reading)).find(([key]) => key === part)?.[1] ?? null;
}

const keptForSeconds = 900;
/** A longer talk is read anew for each part: the cache is not made for it. */
const mostKeptCharacters = 200_000;

const underWay = new Map<string, Promise<ConversationReading | null>>();

/**
 * The same conversation, read by another part of the same row: just now in this process, or a while ago in another one. `null` = the
 * server does not show yet what was said.
 */
async function readOnce(z: ZObject, bundle: Bundle<ConversationPointer>): Promise<ConversationReading | null> {
  const key = JSON.stringify([bundle.authData, conversationIdOf(bundle)]);
  const running = underWay.get(key);
  if (running !== undefined) return running;
  const started = readAndKeep(z, bundle).finally(() => underWay.delete(key));
  underWay.set(key, started);
  return started;
}

async function readAndKeep(z: ZObject, bundle: Bundle<ConversationPointer>): Promise<ConversationReading | null> {
  const cache = scopedCache(z);
  const conversationId = conversationIdOf(bundle);
  const cacheKey = `said:${bundle.authData?.['business_id'] ?? ''}:${conversationId}`;
  const kept = await Promise.resolve().then(() => cache.get(cacheKey, connectionScope)).catch(() => null);
  if (isReading(kept)) return kept;
  const reading = await runReadingStep(z, bundle, async ({ client }) => {
    const read = await client.getConversation(conversationId);
    const campaignId = bundle.inputData['campaign_id'];
    const longestCall = async () => (await createCampaignDirectory(client).find(typeof campaignId === 'string' ? campaignId : null))?.maxCallTimeSeconds ?? null;
    return (await standings.isNotStoredYet(read, longestCall)) ? null : await readSaid(client, read.value);
  });
  if (reading !== null && JSON.stringify(reading).length <= mostKeptCharacters) {
    // What cannot be kept is read again.
    await Promise.resolve().then(() => cache.set(cacheKey, reading, keptForSeconds, connectionScope)).catch(() => null);
  }
  return reading;
}

/** What this app has kept under its own key. */
function isReading(value: unknown): value is ConversationReading {
  return typeof value === 'object' && value !== null && 'messages' in value && 'transcript' in value && 'collected' in value;
}
