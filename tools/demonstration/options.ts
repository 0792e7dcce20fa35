import { parseArgs } from 'node:util';
import { resolve } from 'node:path';
import { PlainFailure } from './plain-failure.ts';

export interface DemoOptions {
  readonly json: boolean;
  readonly keep: boolean;
  readonly leadsFile: string;
}

export const usage = `Usage: pnpm start [--json] [--keep] [--leads FILE]
  --json        print one JSON object instead of the report
  --keep        leave the sandbox and its page running afterwards
  --leads FILE  read another CSV of leads (default examples/leads.csv)
`;

/** @throws PlainFailure for an option that does not exist. */
export function readOptions(argv: readonly string[], defaultLeadsFile: string): DemoOptions | 'help' {
  try {
    const { values } = parseArgs({
      args: argv.filter((one) => one !== '--'),
      options: {
        json: { type: 'boolean', default: false },
        keep: { type: 'boolean', default: false },
        leads: { type: 'string' },
        help: { type: 'boolean', default: false },
      },
    });
    if (values.help) return 'help';
    return { json: values.json, keep: values.keep, leadsFile: values.leads === undefined ? defaultLeadsFile : resolve(values.leads) };
  } catch (error) {
    throw new PlainFailure(`${error instanceof Error ? error.message : String(error)}\n\n${usage}`, error);
  }
}
