import type { CallReads } from '../api/registry.ts';
import type { Campaign } from '../domain/business.ts';
import { fieldErrors, inputError } from '../fields/field.ts';
import { isAmount, isJsonObject } from '../domain/json-value.ts';
import { pickNamed } from '../reading/campaign-directory.ts';
import { outboundCalls } from './call-source.ts';
import type { BudgetLeft } from './poll-budget.ts';
import { newPass, readPass, type PollNotice } from './read-pass.ts';
import { activationLookBackMs, campaignCacheMs } from './time-limits.ts';
import type { Tracker } from './tracker.ts';

/** The campaigns that a trigger was told to watch, as the business had them. Plain JSON, kept by the host between polls. */
export interface ChosenCampaigns {
  /** What was entered. */
  readonly texts: readonly string[];
  readonly ids: readonly string[];
  /** Entered campaigns that are gone; each was told once. */
  readonly gone: readonly string[];
  readonly checkedAtMs: number;
}

export interface CampaignQuestion {
  /** Ids or names, as a person entered them. */
  readonly texts: readonly string[];
  /** What the last poll returned as `chosen`. */
  readonly kept: unknown;
  readonly reads: Pick<CallReads, 'getBusiness'>;
  readonly nowMs: number;
}

export interface CampaignChoice {
  readonly chosen: ChosenCampaigns;
  /** The ids that were watched up to now, whatever was entered since; none = all. `undefined` = nothing is known. */
  readonly before: readonly string[] | undefined;
  readonly notices: readonly PollNotice[];
}

/**
 * The ids of the campaigns that were entered. The business is asked when they change, once a day, and while none of them exists.
 * @throws IqraError of kind `input` for an entry that no campaign has, and while all of them are gone; whatever reading throws.
 */
export async function chooseCampaigns(question: CampaignQuestion): Promise<CampaignChoice> {
  const { texts, nowMs } = question;
  const kept = readKept(question.kept, texts);
  const before = watchedIds(question.kept);
  if (texts.length === 0) return { chosen: { texts, ids: [], gone: [], checkedAtMs: nowMs }, before, notices: [] };
  if (kept !== null && Math.abs(nowMs - kept.checkedAtMs) < campaignCacheMs && kept.gone.length < kept.texts.length) return { chosen: kept, before, notices: [] };
  const { campaigns } = (await question.reads.getBusiness()).value;
  const entries = texts.flatMap((text) => (idOf(text, campaigns) === null ? partsOf(text) : [text]));
  const found = entries.map((text) => ({ text, id: idOf(text, campaigns) }));
  const gone = found.filter(({ id }) => id === null).map(({ text }) => text);
  if (gone.length > 0 && (kept === null || gone.length === entries.length)) throw unknownCampaigns(gone, campaigns);
  const ids = [...new Set([...found.flatMap(({ id }) => id ?? []), ...(kept?.ids ?? [])])];
  const news = gone.filter((text) => kept?.gone.includes(text) === false);
  return { chosen: { texts, ids, gone, checkedAtMs: nowMs }, before, notices: news.length === 0 ? [] : [campaignsGone(news)] };
}

/** A text with commas can be several entries. One of nothing else names no campaign either: read as none, it would watch all of them. */
function partsOf(text: string): readonly string[] {
  const parts = text.split(',').map((part) => part.trim()).filter((part) => part !== '');
  return parts.length === 0 ? [text] : parts;
}

/** An id, or a name that one campaign alone has. */
function idOf(text: string, campaigns: readonly Campaign[]): string | null {
  if (campaigns.some(({ id }) => id === text)) return text;
  const named = pickNamed(campaigns, text, 'whole');
  return named.length === 1 ? (named[0]?.id ?? null) : null;
}

function watchedIds(kept: unknown): readonly string[] | undefined {
  return isJsonObject(kept) && isTexts(kept['ids']) ? kept['ids'] : undefined;
}

function readKept(value: unknown, texts: readonly string[]): ChosenCampaigns | null {
  if (!isJsonObject(value) || JSON.stringify(value['texts']) !== JSON.stringify(texts)) return null;
  const { ids, gone, checkedAtMs } = value;
  return isTexts(ids) && isTexts(gone) && isAmount(checkedAtMs) ? { texts, ids, gone, checkedAtMs } : null;
}

function isTexts(value: unknown): value is readonly string[] {
  return Array.isArray(value) && value.every((entry) => typeof entry === 'string');
}

function unknownCampaigns(texts: readonly string[], campaigns: readonly Campaign[]) {
  const shown = texts.map((text) => `"${text.slice(0, 60)}"`).join(', ');
  const names = campaigns.slice(0, 8).map(({ name, id }) => `"${name.slice(0, 60)}" (${id})`).join(', ');
  const offer = names === '' ? 'This business has no campaigns.' : `The campaigns are ${names}${campaigns.length > 8 ? ' and more' : ''}.`;
  return inputError([fieldErrors.problem('CAMPAIGN_NAME_UNKNOWN', 'campaigns', { message: `Campaigns: no campaign has the ID or the name ${shown}. ${offer}` })]);
}

function campaignsGone(texts: readonly string[]): PollNotice {
  return { code: 'campaign_gone', message: `Campaigns of the filter that do not exist any more: ${texts.map((text) => `"${text}"`).join(', ')}. The others are watched on.` };
}

/** Campaign ids that a trigger watches; none = all. */
type Watched = readonly string[];

/** Whether some campaign is watched now that was not watched before. */
export function addsCampaigns(before: Watched, now: Watched): boolean {
  return before.length > 0 && (now.length === 0 || now.some((id) => !before.includes(id)));
}

/**
 * A filter that lets more campaigns through is for them what switching on is for all: calls in progress that were placed within the last hour
 * are followed until they end, and what has ended is the past. The mark has passed both long ago, so nothing else would look at them.
 */
export async function followAdded(tracker: Tracker, reads: CallReads, filter: { readonly before: Watched; readonly now: Watched }, budget: BudgetLeft): Promise<void> {
  const { before, now } = filter;
  const source = outboundCalls(reads, now.filter((id) => !before.includes(id)));
  const fromMs = tracker.markMs - activationLookBackMs;
  await readPass(source, newPass(fromMs, null), budget, async (entries, readAtMs) => {
    await tracker.campaigns.prepare(entries.map(({ campaignId }) => campaignId), reads, readAtMs);
    for (const entry of entries) {
      const { queueId, campaignId } = entry;
      const stampMs = source.stampMs(entry);
      if (stampMs === null || before.includes(campaignId ?? '') || tracker.pending.has(queueId) || tracker.seen.has(queueId)) continue;
      const judgement = source.judge(entry, { readAtMs, maxCallTimeSeconds: tracker.campaigns.maxCallTimeSeconds(campaignId) });
      if (judgement.ended) tracker.seen.add(queueId, stampMs);
      else tracker.pending.set(queueId, { stampMs, firstSeenMs: readAtMs, nextReadMs: readAtMs, wordsLateSinceMs: null, failedBefore: judgement.why === 'failed_may_change' });
    }
    return true;
  }, () => undefined);
}
