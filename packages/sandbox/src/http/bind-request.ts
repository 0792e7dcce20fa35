import type { IncomingMessage } from 'node:http';
import type { Operation } from '../operations/operation.ts';
import { problem } from '../wire/answer.ts';
import type { PlainAnswer } from '../wire/answer.ts';
import { formLimitBytes, readForm, tooLarge } from '../wire/form.ts';
import type { FormBody } from '../wire/form.ts';
import { bindModel } from '../wire/json-model.ts';
import type { JsonObject, JsonValue } from '../wire/json-value.ts';

export interface BoundRequest {
  readonly ok: true;
  readonly businessId: number | null;
  readonly body: JsonObject;
  readonly form: FormBody | null;
}

export type Binding = BoundRequest | { readonly ok: false; readonly answer: PlainAnswer };

/** What the framework checks before any action runs, hence before the key: content type, body, path values. */
export async function bindRequest(operation: Operation, request: IncomingMessage, bytes: Buffer | null, businessIdText: string | null): Promise<Binding> {
  const refuse = (errors: Readonly<Record<string, readonly string[]>>): Binding => ({ ok: false, answer: problem(400, errors) });
  const businessId = businessIdText === null ? null : parseLong(businessIdText);
  const idError: Readonly<Record<string, readonly string[]>> =
    businessIdText !== null && businessId === null ? { businessId: [`The value '${businessIdText}' is not valid.`] } : {};
  if (operation.body === 'form') {
    const read = bytes === null || bytes.length > formLimitBytes ? tooLarge() : await readForm(request.headers, bytes);
    if (!read.ok) return refuse({ '': [read.message], ...idError });
    return Object.keys(idError).length > 0 ? refuse(idError) : { ok: true, businessId, body: {}, form: read.form };
  }
  if (operation.body === 'none') return Object.keys(idError).length > 0 ? refuse(idError) : { ok: true, businessId, body: {}, form: null };
  if (!isJsonType(request.headers['content-type'])) return { ok: false, answer: problem(415, {}) };
  const text = (bytes ?? Buffer.alloc(0)).toString('utf8');
  if (text.trim() === '') return refuse({ '': ['A non-empty request body is required.'], ...idError });
  const parsed = parseJson(text);
  if (parsed === undefined || parsed === null) return refuse({ '$': ['The JSON value could not be parsed.'], request: ['The request field is required.'], ...idError });
  const bound = bindModel(parsed, operation.body);
  if (!bound.ok) return refuse({ ...bound.errors, ...idError });
  const { limit } = bound.value;
  const limitError: Readonly<Record<string, readonly string[]>> =
    typeof limit === 'number' && (limit < 1 || limit > 100) ? { Limit: ['The field Limit must be between 1 and 100.'] } : {};
  const errors = { ...limitError, ...idError };
  return Object.keys(errors).length > 0 ? refuse(errors) : { ok: true, businessId, body: bound.value, form: null };
}

function isJsonType(contentType: string | undefined): boolean {
  return /^(application|text)\/(json|[^;\s]+\+json)\s*(;|$)/i.test(contentType ?? '');
}

function parseJson(text: string): JsonValue | undefined {
  try {
    return JSON.parse(text) as JsonValue;
  } catch {
    return undefined;
  }
}

/** A 64-bit integer; the ids of this server are small enough for a number. */
function parseLong(text: string): number | null {
  if (!/^-?\d{1,19}$/.test(text)) return null;
  const value = BigInt(text);
  return value === BigInt.asIntN(64, value) ? Number(value) : null;
}
