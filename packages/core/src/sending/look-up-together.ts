import { maxPageSize } from '../domain/server-facts.ts';
import { fitsShared, judgeTogether, shareQuestions, type LookUpQuestion, type SharedQuestion } from './judge-look-up.ts';
import { bearableDriftMs, questionOf, readPages, type Evidence, type LookUpVerdict, type SendingReads } from './look-up.ts';
import type { SendingRun } from './sending-run.ts';

/** One of the calls that are looked up together, with what it learns from the answers. */
export type AskingRun = Pick<SendingRun, 'call' | 'time' | 'knowledge'>;

/**
 * Asks the server in one look-up which of several events have a call already: one `count` for all, and the list only when it is
 * above zero. Returns a verdict for each, in their order; `null` when the answers do not add up, and then each has to be asked for
 * alone. Teaches each run what a look-up of its own would have. Never throws.
 */
export async function lookUpTogether(reads: SendingReads, runs: readonly AskingRun[]): Promise<readonly LookUpVerdict[] | null> {
  try {
    return await ask(reads, runs);
  } catch (error) {
    const reason = error instanceof Error ? error.message : 'The server could not be asked.';
    return runs.map(() => ({ kind: 'failed', error, reason }));
  }
}

async function ask(reads: SendingReads, runs: readonly AskingRun[]): Promise<readonly LookUpVerdict[] | null> {
  const presumedMs = runs.map(({ time }) => time.differenceMs());
  const first = await countOnce(reads, runs);
  const drifted = runs.some(({ time }, index) => Math.abs(time.differenceMs() - (presumedMs[index] ?? 0)) > bearableDriftMs);
  const { questions, read } = drifted ? await countOnce(reads, runs) : first;
  const { value: count, serverTimeMs: countedAtMs } = read;
  const evidence: Evidence = { countedAtMs, serverKind: read.serverKind, timeGuessed: read.serverTimeGuessed === true };
  if (!Number.isSafeInteger(count) || count < 0) return null;
  if (count === 0) return runs.map(() => ({ kind: 'absent', ...evidence }));
  // Asking one by one is then no dearer, and stops at the event's call.
  if (count > runs.length * maxPageSize) return null;
  const shared = shareQuestions(questions);
  const shown = await readPages(reads, {
    filter: filterOf(shared),
    belongs: (entry) => fitsShared(shared, entry),
    isEnough: () => false,
    mostPages: runs.length,
  });
  const verdicts = judgeTogether(questions, { count, ...shown });
  if (verdicts === null) return null;
  for (const { knowledge } of runs) knowledge.learn(shown.pages.flat());
  return verdicts.map((verdict) =>
    verdict.kind === 'unclear' ? { kind: 'failed', error: null, reason: verdict.reason, tooMany: verdict.tooMany } : { ...verdict, ...evidence },
  );
}

async function countOnce(reads: SendingReads, runs: readonly AskingRun[]) {
  const questions: readonly LookUpQuestion[] = runs.map(({ call, time }) => questionOf(call, time));
  const read = await reads.countCalls(filterOf(shareQuestions(questions)));
  for (const { time } of runs) time.observe(read.serverTimeMs);
  return { questions, read };
}

function filterOf({ recipientNumbers, campaignIds, createdFromMs }: SharedQuestion) {
  return { recipientNumbers, createdFrom: new Date(createdFromMs).toISOString(), ...(campaignIds === null ? {} : { campaignIds }) };
}
