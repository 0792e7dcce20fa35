import type { FormBody } from '../wire/form.ts';
import { CallRefused } from './call-refused.ts';

const forward = 'ForwardCallInitiationRequestAsync';
const headerColumns = 3;

/** The server's contradictory column rules: no file gets through, so this always throws. */
export function checkBulkFile(form: FormBody | null): never {
  const file = form?.files.get('bulk_file');
  if (file === undefined) throw new CallRefused(`${forward}:BULK_FILE_NOT_FOUND`, 'Bulk file not found.');
  const refuse = (tail: string, message: string): CallRefused => new CallRefused(`${forward}:ValidateAndBuildBulkCSVCallFile:${tail}`, message);
  const [header = '', ...rows] = file.split(/\r?\n/).filter((line) => line.trim() !== '');
  if (header.split(',').length !== headerColumns) throw refuse('INVAID_COLUMN_COUNT', 'Invalid column count in bulk file.');
  if (rows.length === 0) throw refuse('NO_ROWS_FOUND', 'No rows found in bulk file.');
  throw refuse('CSV_FILE_EXCEPTION', "Failed to read bulk file: the given key 'override_agent_language_code' was not present in the dictionary.");
}
