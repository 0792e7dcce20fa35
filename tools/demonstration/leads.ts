import { readFileSync } from 'node:fs';
import { parse } from 'csv-parse/sync';
import { PlainFailure } from './plain-failure.ts';

/** One row of a CRM's export, as text. */
export interface Lead {
  /** Line in the file, counting from 1 after the header. */
  readonly row: number;
  readonly values: Readonly<Record<string, string>>;
}

const neededColumns = ['lead_id', 'name', 'phone', 'country'];

/** Reads a CSV file with a header line. @throws PlainFailure that says what to do when there is no such file or no such columns. */
export function readLeads(file: string): readonly Lead[] {
  const records = parseFile(file, readText(file));
  const columns = Object.keys(records[0] ?? {});
  const missing = neededColumns.filter((column) => !columns.includes(column));
  if (records.length === 0) throw new PlainFailure(`${file} has no leads. Put a header line and one line per lead into it.`);
  if (missing.length > 0) {
    throw new PlainFailure(`${file} has no column ${missing.join(', ')}. The first line must name the columns ${neededColumns.join(', ')}.`);
  }
  return records.map((values, index) => ({ row: index + 1, values }));
}

function readText(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    throw new PlainFailure(`Cannot read ${file}. Give the path of a CSV file after --leads.`, error);
  }
}

function parseFile(file: string, text: string): readonly Record<string, string>[] {
  try {
    return parse(text, { columns: true, bom: true, skip_empty_lines: true, relax_column_count_less: true });
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new PlainFailure(`${file} is not a CSV file that can be read: ${reason}.`, error);
  }
}
