import type { SeedVariable } from '../seed/campaigns.ts';
import { isJsonObject } from '../wire/json-value.ts';
import type { JsonValue } from '../wire/json-value.ts';
import { CallRefused, ServerException } from './call-refused.ts';

/**
 * Reads `dynamicVariables` or `metadata`. Absent or not an object: ignored, and then the campaign's required names are not
 * checked either. Every value must be text; unknown names are welcome.
 */
export function declaredMap(
  value: JsonValue | undefined,
  duplicate: string | null,
  declared: readonly SeedVariable[],
  codeName: 'DYNAMIC_VARIABLES' | 'METADATA',
): Readonly<Record<string, string>> {
  if (!isJsonObject(value)) return {};
  if (duplicate !== null) throw new ServerException(`An item with the same key has already been added. Key: ${duplicate}`);
  const entries = Object.entries(value).map(([key, text]): [string, string] => {
    if (typeof text !== 'string') throw refusal(codeName, 'VALUE_INVALID', `Value of "${key}" is not a string.`);
    return [key, text];
  });
  const map = new Map(entries);
  for (const { key, isRequired, isEmptyOrNullAllowed } of declared) {
    const text = map.get(key);
    const isMissing = text === undefined || (text.trim() === '' && !isEmptyOrNullAllowed);
    if (isRequired && isMissing) throw refusal(codeName, 'REQUIRED_NOT_FOUND', `Required "${key}" not found or empty.`);
  }
  return Object.fromEntries(entries);
}

function refusal(codeName: string, tail: string, message: string): CallRefused {
  return new CallRefused(`QueueCallInitiationRequestAsync:CONFIG_${codeName}_${tail}`, message);
}
