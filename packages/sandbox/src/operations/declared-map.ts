import type { DeclaredVariable } from '../state/business.ts';
import type { JsonNode } from '../wire/json-reader.ts';
import { CallRefused, ServerException } from './call-refused.ts';
import { textOfNode } from './config-values.ts';

/** How the server's messages call them. */
const kindNames = { DYNAMIC_VARIABLES: 'Dynamic variable', METADATA: 'Metadata' } as const;

/**
 * Reads `dynamicVariables` or `metadata` of a call; `null` = absent or not an object, and then the campaign's rules are not asked
 * either. Every value must be text; unknown names are welcome.
 */
export function readTextMap(value: JsonNode | null, codeName: 'DYNAMIC_VARIABLES' | 'METADATA'): ReadonlyMap<string, string> | null {
  if (value?.kind !== 'object') return null;
  const map = new Map<string, string>();
  for (const { name, value: text } of value.members) {
    if (text.kind !== 'string') throw refusal(codeName, 'VALUE_INVALID', `${kindNames[codeName]} value not found or invalid in config data for ${name.text}. Must be string.`);
    const key = textOfNode(name);
    if (map.has(key)) throw new ServerException(`An item with the same key has already been added. Key: ${key}`);
    map.set(key, textOfNode(text));
  }
  return map;
}

/** Refuses a map that lacks what the campaign declares. */
export function requireDeclared(map: ReadonlyMap<string, string>, declared: readonly DeclaredVariable[], codeName: 'DYNAMIC_VARIABLES' | 'METADATA'): void {
  const missing = missingDeclared(map, declared);
  if (missing === null) return;
  const lacks = map.has(missing) ? 'cannot be empty' : 'required not found';
  throw refusal(codeName, 'REQUIRED_NOT_FOUND', `${kindNames[codeName]} ${lacks} in config data for ${missing}. Telephony campaign rule.`);
}

/** The first declared name that is required and absent, or present, empty and may not be: required or not. Blanks are a value. */
export function missingDeclared(map: ReadonlyMap<string, string>, declared: readonly DeclaredVariable[]): string | null {
  for (const { key, isRequired, isEmptyOrNullAllowed } of declared) {
    const text = map.get(key);
    if (text === undefined ? isRequired : text === '' && !isEmptyOrNullAllowed) return key;
  }
  return null;
}

function refusal(codeName: string, tail: string, message: string): CallRefused {
  return new CallRefused(`QueueCallInitiationRequestAsync:CONFIG_${codeName}_${tail}`, message);
}
