import { listing, type RunFigures } from './host-loop.ts';
import { addScores } from './score.ts';

export interface TriggerFigures {
  readonly trigger: string;
  readonly pollMs: number;
  readonly figures: RunFigures;
}

const columns = [
  'trigger', 'poll s', 'expected', 'missed', 'words lost', 'repeated', 'early', 'wrong', 'old', 'unknown',
  'req/poll', 'max', 'conv/poll', 'state p50', 'p99', 'max B', 'late p50 s', 'p99', 'max', 'polls', 'failed',
];

/** One row for each trigger and interval, columns in line. */
export function figuresTable(rows: readonly TriggerFigures[]): string {
  const cells = [columns, ...rows.map(rowOf)];
  const widths = columns.map((_, column) => Math.max(...cells.map((row) => row[column]?.length ?? 0)));
  return cells.map((row) => row.map((cell, column) => (column === 0 ? cell.padEnd(widths[0] ?? 0) : cell.padStart(widths[column] ?? 0))).join('  ')).join('\n');
}

function rowOf({ trigger, pollMs, figures }: TriggerFigures): readonly string[] {
  const { score, requests, polls, stateBytes } = figures;
  const { expected, missed, wordsLost, repeated, early, wrong, old, unknown, latencySeconds } = score;
  const perPoll = [(listing(requests) / polls).toFixed(2), figures.requestsPerPollMax, (requests.conversations / polls).toFixed(2)];
  const latency = [latencySeconds.p50, latencySeconds.p99, latencySeconds.max].map(Math.round);
  return [
    trigger, pollMs / 1000, expected, missed, wordsLost, repeated, early, wrong, old, unknown,
    ...perPoll, stateBytes.p50, stateBytes.p99, stateBytes.max, ...latency, polls, figures.failedPolls,
  ].map(String);
}

/** n8n loses, repeats and invents nothing; Zapier repeats and invents nothing (what it misses is stated, not promised). */
export function brokenPromises(rows: readonly TriggerFigures[]): readonly string[] {
  return rows.flatMap(({ trigger, pollMs, figures: { score } }) => {
    const { missed, wordsLost, repeated, early, wrong } = score;
    // With a wrong Date at the first poll nobody knows which clock is right: then reading begins too early rather than too late.
    const old = trigger.endsWith('-clocks') ? 0 : score.old;
    const mustBeZero = trigger.startsWith('n8n') ? { missed, 'words lost': wordsLost, repeated, early, wrong, old } : { 'words lost': wordsLost, repeated, early, wrong };
    return Object.entries(mustBeZero)
      .filter(([, count]) => count > 0)
      .map(([what, count]) => `Broken promise: ${trigger} at ${pollMs / 1000} s: ${what} ${count}.`);
  });
}

export function addFigures(a: RunFigures, b: RunFigures): RunFigures {
  const worst = (key: 'p50' | 'p99' | 'max') => Math.max(a.stateBytes[key], b.stateBytes[key]);
  return {
    score: addScores(a.score, b.score),
    polls: a.polls + b.polls,
    failedPolls: a.failedPolls + b.failedPolls,
    requests: {
      lists: a.requests.lists + b.requests.lists,
      counts: a.requests.counts + b.requests.counts,
      calls: a.requests.calls + b.requests.calls,
      businesses: a.requests.businesses + b.requests.businesses,
      conversations: a.requests.conversations + b.requests.conversations,
    },
    requestsPerPollMax: Math.max(a.requestsPerPollMax, b.requestsPerPollMax),
    stateBytes: { p50: worst('p50'), p99: worst('p99'), max: worst('max') },
  };
}
