import { maxPageSize } from '../domain/server-facts.ts';
import { leastLookUpMs, type SendingRun } from './sending-run.ts';

const mostTries = 4;
const firstPauseMs = 500;

/** Older entries say little about the clocks of today. */
const newestMs = 24 * 60 * 60_000;

/**
 * Reads the newest calls of the campaign, once in a run: entries of ours show how this server reads the latest start, and by which
 * clock it makes its entries. Never throws; what cannot be read stays unknown.
 */
export async function learnServer(run: SendingRun): Promise<void> {
  const { deps, call, deadline, knowledge, time } = run;
  if (run.learned || deadline.leftMs() < leastLookUpMs) return;
  run.learned = true;
  const filter = {
    createdFrom: new Date(time.earliest() - newestMs).toISOString(),
    ...(call.campaignId === null ? {} : { campaignIds: [call.campaignId] }),
  };
  for (let tries = 1; tries <= mostTries && deadline.leftMs() >= leastLookUpMs; tries += 1) {
    const reading = deps.reads.listCalls({ filter, limit: maxPageSize }).then(
      ({ value }) => value.items,
      () => [],
    );
    const entries = await deadline.within(reading, () => []);
    knowledge.learn(entries);
    // An empty page may hide a failing database.
    if (entries.length > 0) return;
    if (tries < mostTries) await deps.clock.sleep(firstPauseMs * 2 ** (tries - 1));
  }
}
