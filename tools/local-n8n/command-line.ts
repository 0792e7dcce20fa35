import { homedir } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';

export const helpText = `Usage: pnpm n8n [options]

n8n with the Iqra AI node, the sandbox, a credential and the example workflows. It rings nobody.

  --keep           keep what you build, in ${path.join('~', '.iqra-n8n')}, for the next start
  --data DIR       the same, in a folder of your choice
  --port N         port of n8n (default 5678, or N8N_PORT)
  --time-scale N   how fast the sandbox's clock runs (default 1; 60 = a minute per second)
  --package FILE   a packed node to install instead of the one of this folder
  --help           this text
`;

export interface LocalOptions {
  /** `null` = nothing is kept. */
  readonly dataFolder: string | null;
  readonly port: number;
  readonly timeScale: number;
}

const defaultPort = 5678;

/** A mistake in the options; its message is one sentence. */
export class BadOption extends Error {}

/** Reads the command line; `null` = the user asked for help. @throws BadOption */
export function readCommandLine(args: readonly string[], env: NodeJS.ProcessEnv): LocalOptions | null {
  const values = parse(args);
  if (values.help === true) return null;
  const kept = values.data ?? (values.keep === true ? path.join(homedir(), '.iqra-n8n') : undefined);
  return {
    dataFolder: kept === undefined ? null : path.resolve(kept),
    port: readPort(values.port ?? env['N8N_PORT']),
    timeScale: readNumber('--time-scale', values['time-scale'], 1, 1_000_000),
  };
}

function readPort(text: string | undefined): number {
  const port = readNumber('--port', text, defaultPort, 65_535);
  if (Number.isInteger(port)) return port;
  throw new BadOption(`--port is a whole number, not "${port}".`);
}

function readNumber(name: string, text: string | undefined, absent: number, most: number): number {
  if (text === undefined) return absent;
  const value = Number(text);
  if (Number.isFinite(value) && value > 0 && value <= most) return value;
  throw new BadOption(`${name} is a number above 0 and at most ${most}, not "${text}".`);
}

function parse(args: readonly string[]) {
  const text = { type: 'string' } as const;
  const flag = { type: 'boolean' } as const;
  try {
    const { values } = parseArgs({
      // `pnpm n8n -- --keep` passes the separator on.
      args: args.filter((arg, index) => !(arg === '--' && index === 0)),
      options: { keep: flag, data: text, port: text, 'time-scale': text, package: text, help: { type: 'boolean', short: 'h' } },
    });
    return values;
  } catch (error) {
    const [reason = ''] = String((error as { readonly message?: unknown }).message).split(/\. |\n/);
    throw new BadOption(`${reason.replace(/\.$/, '')}; --help lists the options.`);
  }
}
