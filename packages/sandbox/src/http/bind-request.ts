import type { IncomingMessage } from 'node:http';
import type { Operation } from '../operations/operation.ts';
import { plain, problem } from '../wire/answer.ts';
import type { PlainAnswer } from '../wire/answer.ts';
import { decodeMarkingDamage, decodeText } from '../wire/decode-text.ts';
import { formLimitBytes, readForm, tooLarge } from '../wire/form.ts';
import type { FormBody } from '../wire/form.ts';
import { bindModel, textOf } from '../wire/json-model.ts';
import type { JsonObject } from '../wire/json-value.ts';
import { readHeaderValue } from '../wire/media-type.ts';
import { largestLimit } from '../wire/page.ts';

export interface BoundRequest {
  readonly ok: true;
  readonly businessId: number | null;
  readonly body: JsonObject;
  readonly form: FormBody | null;
}

export type Binding = BoundRequest | { readonly ok: false; readonly answer: PlainAnswer };
type Errors = Readonly<Record<string, readonly string[]>>;

/** What the framework checks before any action runs, hence before the key: content type, body, path values. */
export function bindRequest(operation: Operation, request: IncomingMessage, bytes: Buffer | null, businessIdText: string | null): Binding {
  const businessId = businessIdText === null ? null : parseLong(businessIdText);
  const idError: Errors = businessIdText !== null && businessId === null ? { businessId: [`The value '${businessIdText}' is not valid.`] } : {};
  const finish = (errors: Errors, body: JsonObject, form: FormBody | null): Binding => {
    const all = { ...errors, ...idError };
    return Object.keys(all).length > 0 ? { ok: false, answer: problem(400, all) } : { ok: true, businessId, body, form };
  };
  if (operation.body === 'none') return finish({}, {}, null);
  const contentType = request.headers['content-type'];
  if (operation.body === 'form') {
    const read = bytes === null || (bytes.length > formLimitBytes && isForm(contentType)) ? tooLarge() : readForm(contentType, bytes);
    if (read.ok) return finish({}, {}, read.form);
    return read.kind === 'crashed' ? { ok: false, answer: plain(500, null, '') } : finish({ '': [read.message] }, {}, null);
  }
  const text = jsonText(contentType, bytes ?? Buffer.alloc(0));
  if (text === null) return { ok: false, answer: problem(415, {}) };
  const bound = bindModel(text, operation.body);
  if (!bound.ok) return finish(bound.errors, {}, null);
  return finish(invalidMembers(operation, bound.value), bound.value, null);
}

function isForm(contentType: string | undefined): boolean {
  return /^(multipart\/form-data|application\/x-www-form-urlencoded)/i.test(contentType ?? '');
}

/** The text of a JSON body; `null` = a content type or character set that the framework does not read. */
function jsonText(contentType: string | undefined, bytes: Buffer): string | null {
  const type = readHeaderValue(contentType ?? '');
  if (type === null || !/^((application|text)\/json|[^/]+\/[^/]+\+json)$/i.test(type.value)) return null;
  const charset = (type.parameters.get('charset') ?? 'utf-8').toLowerCase();
  if (charset === 'utf-8') return decodeMarkingDamage(bytes);
  return charset === 'utf-16' || charset === 'unicode' ? decodeText(bytes, 'utf-16').replace(/^\ufeff/, '') : null;
}

/** Ranges and required members, asked once the whole body is bound. */
function invalidMembers(operation: Operation, body: JsonObject): Errors {
  const { limit } = body;
  const errors = new Map<string, readonly string[]>();
  if (typeof limit === 'number' && (limit < 1 || limit > largestLimit)) errors.set('limit', [`The field Limit must be between 1 and ${largestLimit}.`]);
  for (const name of operation.requires?.texts ?? []) if ((textOf(body, name) ?? '').trim() === '') errors.set(name, [`The ${name} field is required.`]);
  for (const name of operation.requires?.notNull ?? []) if (body[name] === null) errors.set(name, [`The ${name} field is required.`]);
  return Object.fromEntries(errors);
}

/** A 64-bit integer as .NET converts it: blanks around, a sign, `0x`, `&h` or `#` before hexadecimal digits. */
function parseLong(text: string): number | null {
  const trimmed = text.trim();
  const [, hex] = /^(?:0x|&h|#)([0-9a-f]{1,16})$/i.exec(trimmed) ?? [];
  if (hex !== undefined) return Number(BigInt.asIntN(64, BigInt(`0x${hex}`)));
  if (!/^[+-]?\d+$/.test(trimmed)) return null;
  const value = BigInt(trimmed.replace(/^\+/, ''));
  return value === BigInt.asIntN(64, value) ? Number(value) : null;
}
