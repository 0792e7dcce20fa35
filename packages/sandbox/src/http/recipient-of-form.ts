import { fieldOf } from '../wire/form.ts';
import type { FormBody } from '../wire/form.ts';
import { isJsonObject } from '../wire/json-value.ts';
import type { JsonValue } from '../wire/json-value.ts';

/** The recipient that an initiate request names, in whichever form, for fault rules and the log. */
export function recipientOfForm(form: FormBody | null): string | null {
  if (form === null) return null;
  return recipientOfConfig(fieldOf(form, 'config') ?? '') ?? fieldOf(form, 'RecipientNumber');
}

function recipientOfConfig(config: string): string | null {
  try {
    const parsed = JSON.parse(config) as JsonValue;
    const number = isJsonObject(parsed) ? parsed['number'] : undefined;
    const toNumber = isJsonObject(number) ? number['toNumber'] : undefined;
    return typeof toNumber === 'string' ? toNumber : null;
  } catch {
    return null;
  }
}
