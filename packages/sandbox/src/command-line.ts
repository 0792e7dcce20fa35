import { parseArgs } from 'node:util';
import type { RequestFormat, SandboxOptions } from './sandbox.ts';

export const helpText = `Usage: pnpm sandbox [options]

A stand-in for the Iqra server on this machine. It rings nobody.

  --port N                 port on 127.0.0.1 (default: any free one)
  --data DIR               keep calls in this folder; without it they live in memory
  --time-scale N           how fast its clock runs (default 1; 60 = a minute per second; 0 = stopped)
  --format FORM            documented, config or either (default): which request form it reads
  --start-at TIME          where its clock starts, for example 2026-11-24T09:00:00Z
  --world FILE             users, keys, businesses and stored records from this file instead of its own
  --seed TEXT              decides ids and the outcomes of ordinary recipients
  --requests-per-minute N  answer 429 above this rate (default: no limit)
  --help                   this text
`;

/** A mistake in the options; its message is one sentence that says what to write instead. */
export class BadOption extends Error {}

const formats: readonly RequestFormat[] = ['documented', 'config', 'either'];

/** Reads the command line; `null` = the user asked for help. Throws `BadOption`. */
export function readCommandLine(args: readonly string[]): SandboxOptions | null {
  const values = parse(args);
  if (values.help === true) return null;
  const port = numberOption('--port', values.port, { low: 0, high: 65_535, whole: true });
  const timeScale = numberOption('--time-scale', values['time-scale'], { low: 0, high: 1_000_000, whole: false });
  const requestsPerMinute = numberOption('--requests-per-minute', values['requests-per-minute'], { low: 1, high: 1_000_000, whole: true });
  const format = formats.find((candidate) => candidate === values.format);
  if (values.format !== undefined && format === undefined) throw new BadOption(`--format is one of ${formats.join(', ')}, not "${values.format}".`);
  const startAt = values['start-at'];
  if (startAt !== undefined && Number.isNaN(Date.parse(startAt))) {
    throw new BadOption(`--start-at is a moment in ISO 8601, for example 2026-11-24T09:00:00Z, not "${startAt}".`);
  }
  return {
    ...(port === undefined ? {} : { port }),
    ...(values.data === undefined ? {} : { dataDir: values.data }),
    ...(timeScale === undefined ? {} : { timeScale }),
    ...(requestsPerMinute === undefined ? {} : { requestsPerMinute }),
    ...(format === undefined ? {} : { format }),
    ...(startAt === undefined ? {} : { startAt }),
    ...(values.seed === undefined ? {} : { seed: values.seed }),
    ...(values.world === undefined ? {} : { world: values.world }),
  };
}

function parse(args: readonly string[]) {
  const text = { type: 'string' } as const;
  try {
    const { values } = parseArgs({
      // `pnpm sandbox -- --port 1` passes the separator on.
      args: args.filter((arg, index) => !(arg === '--' && index === 0)),
      options: { port: text, data: text, 'time-scale': text, format: text, seed: text, 'start-at': text, 'requests-per-minute': text, world: text, help: { type: 'boolean', short: 'h' } },
    });
    return values;
  } catch (error) {
    const [reason = ''] = String((error as { readonly message?: unknown }).message).split(/\. |\n/);
    throw new BadOption(`${reason.replace(/\.$/, '')}; --help lists the options.`);
  }
}

interface NumberRange {
  readonly low: number;
  readonly high: number;
  readonly whole: boolean;
}

function numberOption(name: string, text: string | undefined, range: NumberRange): number | undefined {
  if (text === undefined) return undefined;
  const value = text.trim() === '' ? Number.NaN : Number(text);
  const fits = value >= range.low && value <= range.high && (!range.whole || Number.isInteger(value));
  if (!fits) throw new BadOption(`${name} is a ${range.whole ? 'whole ' : ''}number from ${range.low} to ${range.high}, not "${text}".`);
  return value;
}
