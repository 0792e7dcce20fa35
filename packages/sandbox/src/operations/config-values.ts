import type { JsonNode, JsonText } from '../wire/json-reader.ts';
import { ServerException } from './call-refused.ts';

/** The text of a JSON string. Half a surrogate pair is an exception wherever it is read. */
export function textOfNode({ isWhole, text }: JsonText): string {
  if (!isWhole) throw new ServerException('Cannot read incomplete UTF-16 JSON text as string with missing low surrogate.');
  return text;
}

/** The text where a member is one that is not blank, else `null`. */
export function filledText(node: JsonNode | null): string | null {
  if (node?.kind !== 'string') return null;
  const text = textOfNode(node);
  return text.trim() === '' ? null : text;
}

/** A 32-bit integer as written: `0.0` and `1e0` are none. */
export function integerOfNode(raw: string): number {
  const value = Number(raw);
  if (!/^-?\d+$/.test(raw) || value !== Math.trunc(value) || Math.abs(value) > 2_147_483_648 || value === 2_147_483_648) {
    throw new ServerException('One of the identified items was in an invalid format.');
  }
  return value;
}
