import { parseArgs } from 'node:util';
import { polling } from '@iqra-automation/core';
import { drawInboundTraffic, drawTraffic } from './draw-traffic.ts';
import { runHost, type LoopSettings, type RunFigures } from './host-loop.ts';
import { addFigures, brokenPromises, figuresTable, type TriggerFigures } from './report.ts';
import { ForgetfulStore, n8nTrigger, sharingTriggers, zapierTrigger } from './triggers.ts';
import type { PolledTrigger } from './host-loop.ts';

const usage = `Usage: simulate polling [--calls N] [--seed S] [--polls 60,300,900] [--triggers n8n,...] [--per-hour N] [--skew SECONDS]
  --calls     calls per trigger and poll interval (default 20000)
  --seed      any whole number (default 1)
  --polls     seconds between polls (default 60,300,900)
  --triggers  which of n8n, n8n-inbound and zapier-inbound (calls that came in), zapier-mark (mark in a cache), zapier-shared (two
              triggers with one cache, polling in turn, so each at twice the interval), zapier-wide (no cache, 6 h in 30 pages),
              zapier-window (no cache, 3 h in 12 pages), n8n-clocks and zapier-clocks (one poll in 50 sees a wrong Date,
              and the host's clock, 40 minutes ahead, is set right halfway), zapier-pausing (switched off for up to 5, 24 and
              72 hours) (default all)
  --per-hour  calls per hour (default 298)
  --skew      how far the clocks of the servers that write the times of calls may be off, in seconds (default 300)`;

const hourMs = 3_600_000;
/** Traffic is played in stretches of at most so many calls, each with a fresh activation. */
const callsPerStretch = 50_000;

const sixHours = { windowMs: 6 * hourMs, maxPages: 30 } as const;

const triggers: Readonly<Record<string, (pollMs: number, seed: number) => PolledTrigger>> = {
  n8n: (pollMs) => n8nTrigger(pollMs),
  'n8n-inbound': (pollMs) => n8nTrigger(pollMs, {}, polling.pollEndedInboundCalls),
  'zapier-inbound': (_pollMs, seed) => zapierTrigger({ ...sixHours, store: new ForgetfulStore(seed), sweep: polling.sweepEndedInboundCalls }),
  'zapier-mark': (_pollMs, seed) => zapierTrigger({ ...sixHours, store: new ForgetfulStore(seed) }),
  'n8n-clocks': (pollMs) => n8nTrigger(pollMs),
  'zapier-clocks': (_pollMs, seed) => zapierTrigger({ ...sixHours, store: new ForgetfulStore(seed) }),
  'zapier-pausing': (_pollMs, seed) => zapierTrigger({ ...sixHours, store: new ForgetfulStore(seed) }),
  'zapier-shared': (_pollMs, seed) => sharingTriggers({ ...sixHours, store: new ForgetfulStore(seed) }),
  'zapier-wide': () => zapierTrigger(sixHours),
  'zapier-window': () => zapierTrigger({ windowMs: 3 * hourMs }),
};

export interface PollingSettings {
  readonly calls: number;
  readonly seed: number;
  readonly pollSeconds: readonly number[];
  readonly chosen: readonly string[];
  readonly callsPerHour: number;
  readonly skewMs: number;
}

/** Plays the shipped trackers over a modelled server and prints what they did. Returns the exit code: 1 when a promise was broken. */
export async function run(argv: string[]): Promise<number> {
  const settings = readSettings(argv);
  if (settings === null) {
    console.error(usage);
    return 2;
  }
  const startedMs = Date.now();
  console.log(`Simulating ${settings.calls} calls per row, seed ${settings.seed}, clocks up to ${settings.skewMs / 1000} s apart.`);
  const rows: TriggerFigures[] = [];
  for (const trigger of settings.chosen) {
    for (const seconds of settings.pollSeconds) rows.push(await playTrigger(trigger, seconds * 1000, settings));
  }
  console.log(figuresTable(rows));
  console.log(`${((Date.now() - startedMs) / 1000).toFixed(1)} s.`);
  const broken = brokenPromises(rows);
  for (const sentence of broken) console.error(sentence);
  return broken.length === 0 ? 0 : 1;
}

/** One trigger at one interval over all the traffic. */
export async function playTrigger(trigger: string, pollMs: number, settings: PollingSettings): Promise<TriggerFigures> {
  let figures: RunFigures | null = null;
  for (let done = 0; done < settings.calls; done += callsPerStretch) {
    const calls = Math.min(callsPerStretch, settings.calls - done);
    const seed = settings.seed * 1000 + done / callsPerStretch;
    const draw = trigger.endsWith('-inbound') ? drawInboundTraffic : drawTraffic;
    const traffic = draw({ calls, seed, callsPerHour: settings.callsPerHour, skewMs: settings.skewMs });
    const create = triggers[trigger];
    if (create === undefined) throw new Error(`There is no trigger "${trigger}".`);
    const loop: LoopSettings = { pollMs, seed, tailMs: 27 * hourMs, activateAfterMs: hourMs, lookBackMs: hourMs - 600_000, jumpingClocks: trigger.endsWith('-clocks'), pauses: trigger.endsWith('-pausing') };
    const played = await runHost(create(pollMs, seed), traffic, loop);
    figures = figures === null ? played : addFigures(figures, played);
  }
  if (figures === null) throw new Error('There were no calls.');
  return { trigger, pollMs, figures };
}

function readSettings(argv: string[]): PollingSettings | null {
  try {
    const { values } = parseArgs({
      args: argv,
      options: {
        calls: { type: 'string', default: '20000' },
        seed: { type: 'string', default: '1' },
        polls: { type: 'string', default: '60,300,900' },
        triggers: { type: 'string', default: Object.keys(triggers).join(',') },
        'per-hour': { type: 'string', default: '298' },
        skew: { type: 'string', default: '300' },
      },
    });
    const pollSeconds = values.polls.split(',').map(Number);
    const chosen = values.triggers.split(',');
    const [calls = 0, seed = NaN, callsPerHour = 0, skew = NaN] = [values.calls, values.seed, values['per-hour'], values.skew].map(Number);
    const whole = Number.isSafeInteger(calls) && calls > 0 && Number.isSafeInteger(seed);
    const known = chosen.every((trigger) => trigger in triggers) && pollSeconds.every((seconds) => seconds >= 1);
    return whole && known && callsPerHour > 0 && skew >= 0 ? { calls, seed, pollSeconds, chosen, callsPerHour, skewMs: skew * 1000 } : null;
  } catch {
    return null;
  }
}
