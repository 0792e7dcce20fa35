import { decodeText } from './decode-text.ts';
import { readHeaderValue } from './media-type.ts';
import { BrokenForm, readMultipart } from './multipart.ts';
import type { FormPart } from './multipart.ts';
import { readUrlencoded } from './urlencoded.ts';

/** A form as the framework binds it. Parts with a file name are files, not fields. */
export interface FormBody {
  /** First value of each field, under its name as first sent; names are the same whatever their case. */
  readonly fields: ReadonlyMap<string, string>;
  /** First file of each exact name. */
  readonly files: ReadonlyMap<string, string>;
}

export type FormResult =
  | { readonly ok: true; readonly form: FormBody }
  | { readonly ok: false; readonly kind: 'refused'; readonly message: string }
  /** The framework itself fails, outside of any handler. */
  | { readonly ok: false; readonly kind: 'crashed' };

export const formLimitBytes = 10 * 1024 * 1024;
const mostValues = 1_024;
const emptyForm: FormBody = { fields: new Map(), files: new Map() };

/** Reads a multipart or url-encoded body. Any other content type is an empty form, not an error. */
export function readForm(contentType: string | undefined, bytes: Buffer): FormResult {
  const type = readHeaderValue(contentType ?? '');
  const name = type?.value.toLowerCase();
  if (type === null || bytes.length === 0 || (name !== 'multipart/form-data' && name !== 'application/x-www-form-urlencoded')) return { ok: true, form: emptyForm };
  if (bytes.length > formLimitBytes) return tooLarge();
  try {
    if (name === 'multipart/form-data') return formOfParts(readMultipart(bytes, type.parameters.get('boundary') ?? ''));
    const pairs = readUrlencoded(decodeUrlencoded(bytes, type.parameters.get('charset') ?? null));
    assertCount(pairs.length);
    return { ok: true, form: { fields: firstOfEach(pairs), files: new Map() } };
  } catch (error) {
    if (error instanceof BrokenForm) return { ok: false, kind: 'refused', message: `Failed to read the request form. ${error.message}` };
    throw error;
  }
}

/** A byte order mark is content here; only in multipart values does it name the encoding. */
function decodeUrlencoded(bytes: Buffer, charset: string | null): string {
  return charset === null ? bytes.toString('utf8') : decodeText(bytes, charset);
}

function formOfParts(parts: readonly FormPart[]): FormResult {
  assertCount(parts.length);
  const charsets = parts.map((part) => readHeaderValue(part.contentType ?? '')?.parameters.get('charset') ?? null);
  if (parts.some((part, index) => !part.isFile && charsets[index]?.toLowerCase() === 'utf-7')) return { ok: false, kind: 'crashed' };
  const fields = parts.flatMap((part, index): readonly (readonly [string, string])[] => (part.isFile ? [] : [[part.name, decodeText(part.bytes, charsets[index] ?? null)]]));
  const files = new Map<string, string>();
  for (const part of parts) if (part.isFile && !files.has(part.name)) files.set(part.name, decodeText(part.bytes, null));
  return { ok: true, form: { fields: firstOfEach(fields), files } };
}

function assertCount(count: number): void {
  if (count > mostValues) throw new BrokenForm(`Form value count limit ${mostValues} exceeded.`);
}

function firstOfEach(pairs: readonly (readonly [string, string])[]): ReadonlyMap<string, string> {
  const seen = new Set<string>();
  const first = new Map<string, string>();
  for (const [name, value] of pairs) {
    if (seen.has(name.toLowerCase())) continue;
    seen.add(name.toLowerCase());
    first.set(name, value);
  }
  return first;
}

export function tooLarge(): FormResult {
  return { ok: false, kind: 'refused', message: `Failed to read the request form. Request body too large. The max request body size is ${formLimitBytes} bytes.` };
}

/** A field by its name without regard to case, as the framework binds form fields. */
export function fieldOf(form: FormBody, name: string): string | null {
  const wanted = name.toLowerCase();
  for (const [key, value] of form.fields) if (key.toLowerCase() === wanted) return value;
  return null;
}

/** `Name[key]` fields as a map; keys keep their case. */
export function mapFieldsOf(form: FormBody, name: string): Readonly<Record<string, string>> {
  const prefix = `${name.toLowerCase()}[`;
  const entries: [string, string][] = [];
  for (const [key, value] of form.fields) {
    if (key.toLowerCase().startsWith(prefix) && key.endsWith(']')) entries.push([key.slice(prefix.length, -1), value]);
  }
  return Object.fromEntries(entries);
}
