import type { CallEntry } from '../domain/call.ts';
import { fits, judgeLookUp } from './judge-look-up.ts';
import type { EntryVerdict, LookUpPages, LookUpQuestion } from './judge-look-up.ts';

/** What one look-up for several calls asks for: all that any of them would ask for. */
export interface SharedQuestion {
  readonly recipientNumbers: readonly string[];
  /** `null` = of any campaign. */
  readonly campaignIds: readonly string[] | null;
  readonly createdFromMs: number;
}

export function shareQuestions(questions: readonly LookUpQuestion[]): SharedQuestion {
  const campaigns = questions.map(({ campaignId }) => campaignId);
  return {
    recipientNumbers: [...new Set(questions.map(({ recipientNumber }) => recipientNumber))],
    campaignIds: campaigns.includes(null) ? null : [...new Set(campaigns.filter((id) => id !== null))],
    createdFromMs: Math.min(...questions.map(({ createdFromMs }) => createdFromMs)),
  };
}

/**
 * Reads one list for several calls: the verdict of each, in the order of the questions. `null` when the list does not add up; then it
 * is no evidence about any of them, and each has to be asked for alone.
 */
export function judgeTogether(questions: readonly LookUpQuestion[], shown: LookUpPages): readonly EntryVerdict[] | null {
  const entries = shown.pages.flat();
  const shared = shareQuestions(questions);
  const ids = new Set(entries.map(({ queueId }) => queueId));
  const addsUp = shown.complete && shown.pages.every((page) => page.length > 0) && entries.length >= shown.count && ids.size === entries.length;
  if (!addsUp || entries.some((entry) => !fitsShared(shared, entry))) return null;
  return questions.map((question) => {
    const own = entries.filter((entry) => fits(question, entry));
    return judgeLookUp(question, { count: own.length, pages: own.length === 0 ? [] : [own], complete: true });
  });
}

export function fitsShared({ recipientNumbers, campaignIds, createdFromMs }: SharedQuestion, entry: CallEntry): boolean {
  return recipientNumbers.some((recipientNumber) => {
    const campaigns = campaignIds ?? [null];
    return campaigns.some((campaignId) => fits({ callKey: '', recipientNumber, campaignId, createdFromMs }, entry));
  });
}
