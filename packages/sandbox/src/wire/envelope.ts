import { plain } from './answer.ts';
import type { Answer, PlainAnswer } from './answer.ts';
import { isJsonObject } from './json-value.ts';
import type { JsonValue } from './json-value.ts';

export type EnvelopeCasing = 'camel' | 'pascal';

/** Writes an answer in the envelope of one of the two servers: camelCase as its source, PascalCase as its documentation. */
export function inEnvelope(answer: Answer, casing: EnvelopeCasing, mediaType = 'application/json'): PlainAnswer {
  if (answer.kind === 'plain') return answer;
  const data = answer.kind === 'success' ? answer.data : null;
  const message = answer.kind === 'success' ? null : answer.message;
  const code = answer.kind === 'success' ? null : answer.code;
  const body =
    casing === 'camel'
      ? { data, success: answer.kind === 'success', message, code }
      : { Success: answer.kind === 'success', Data: toPascalCase(data), Code: code, Message: message };
  return plain(200, `${mediaType}; charset=utf-8`, JSON.stringify(body));
}

/** Maps whose keys are data, not property names. */
const dictionaries = new Set(['dynamicVariables', 'metadata', 'routeNumberList', 'currentCounts', 'previousCounts', 'headers', 'fields', 'tutorials']);
const localisedTexts = new Set(['name', 'description']);

function toPascalCase(value: JsonValue): JsonValue {
  if (Array.isArray(value)) return value.map(toPascalCase);
  if (!isJsonObject(value)) return value;
  const entries = Object.entries(value).map(([key, inner]): [string, JsonValue] => {
    const keepsKeys = isJsonObject(inner) && (dictionaries.has(key) || localisedTexts.has(key));
    return [key.charAt(0).toUpperCase() + key.slice(1), keepsKeys ? inner : toPascalCase(inner)];
  });
  return Object.fromEntries(entries);
}
