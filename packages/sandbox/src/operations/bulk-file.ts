import type { FormBody } from '../wire/form.ts';
import { CallRefused } from './call-refused.ts';

const forward = 'ForwardCallInitiationRequestAsync';
const columnCount = 3;

/** The server's contradictory column rules: no file gets through, so this always throws. */
export function checkBulkFile(form: FormBody | null): never {
  const file = form?.files.get('bulk_file');
  if (file === undefined || file === '') throw new CallRefused(`${forward}:BULK_FILE_NOT_FOUND`, 'Bulk file not found in form data.');
  const refuse = (tail: string, message: string): CallRefused => new CallRefused(`${forward}:ValidateAndBuildBulkCSVCallFile:${tail}`, message);
  const [header = '', ...rows] = file.replace(/\r?\n$/, '').split(/\r?\n/);
  const columns = header.split(',');
  if (new Set(columns).size < columns.length) throw refuse('EXCEPTION', 'An item with the same key has already been added.');
  if (columns.length !== columnCount) throw refuse('INVAID_COLUMN_COUNT', 'Invalid number of columns in bulk file.');
  const [row] = rows;
  if (row === undefined) throw refuse('NO_ROWS_FOUND', 'No rows found in bulk file.');
  if (row.split(',').length !== columnCount) throw refuse('EXCEPTION', 'A row has another number of columns than the header.');
  throw refuse('CSV_FILE_EXCEPTION', "Failed to read bulk file: the given key 'override_agent_language_code' was not present in the dictionary.");
}
