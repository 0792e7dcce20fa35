import busboy from 'busboy';
import type { IncomingHttpHeaders } from 'node:http';

/** A form as the framework binds it. Parts with a file name are files, not fields. */
export interface FormBody {
  /** First value of each field, under its name as sent. */
  readonly fields: ReadonlyMap<string, string>;
  readonly files: ReadonlyMap<string, string>;
}

export type FormResult = { readonly ok: true; readonly form: FormBody } | { readonly ok: false; readonly message: string };

export const formLimitBytes = 10 * 1024 * 1024;
const valueLimitBytes = 4 * 1024 * 1024;
const emptyForm: FormBody = { fields: new Map(), files: new Map() };

/** Reads a multipart or url-encoded body. Any other content type is an empty form, not an error. */
export function readForm(headers: IncomingHttpHeaders, bytes: Buffer): Promise<FormResult> {
  const type = (headers['content-type'] ?? '').toLowerCase();
  if (!type.startsWith('multipart/form-data') && !type.startsWith('application/x-www-form-urlencoded')) {
    return Promise.resolve({ ok: true, form: emptyForm });
  }
  if (bytes.length > formLimitBytes) return Promise.resolve(tooLarge());
  return new Promise((resolve) => {
    const fields = new Map<string, string>();
    const files = new Map<string, string>();
    const broken = (message: string): void => resolve({ ok: false, message: `Failed to read the request form. ${message}` });
    try {
      const parser = busboy({ headers, defParamCharset: 'utf8', limits: { fieldSize: valueLimitBytes, fieldNameSize: 2_048 } });
      parser.on('field', (name, value, info) => {
        if (info.valueTruncated) broken(`Form value length limit ${valueLimitBytes} exceeded.`);
        else if (!fields.has(name)) fields.set(name, value);
      });
      parser.on('file', (name, stream) => {
        const chunks: Buffer[] = [];
        stream.on('data', (chunk: Buffer) => chunks.push(chunk));
        stream.on('end', () => files.set(name, Buffer.concat(chunks).toString('utf8')));
      });
      parser.on('error', () => broken('Unexpected end of Stream, the content may have already been read by another component.'));
      parser.on('close', () => resolve({ ok: true, form: { fields, files } }));
      parser.end(bytes);
    } catch {
      broken('Missing content-type boundary.');
    }
  });
}

export function tooLarge(): FormResult {
  return { ok: false, message: `Failed to read the request form. Request body too large. The max request body size is ${formLimitBytes} bytes.` };
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
