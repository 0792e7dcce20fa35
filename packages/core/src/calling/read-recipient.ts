import type { InputProblem } from '../errors/iqra-error.ts';
import { normalizePhoneNumber } from '../phone/normalize-phone-number.ts';
import type { AcceptedPhoneNumber } from '../phone/phone-result.ts';
import { isOptInPhoneType } from '../phone/phone-type.ts';
import { describeRepair } from '../phone/repair-sentences.ts';

export interface RecipientInput {
  readonly recipientNumber: unknown;
  readonly defaultCountry?: string;
  readonly allowNumberTypes?: readonly string[];
}

/** Reads the recipient, or reports under which rule the number was refused. What was repaired comes back as warnings. */
export function readRecipient(input: RecipientInput, problems: InputProblem[]): AcceptedPhoneNumber | null {
  if (problems.some((one) => one.field === 'recipientNumber')) return null;
  const result = normalizePhoneNumber(input.recipientNumber, {
    defaultCountry: input.defaultCountry,
    allowTypes: (input.allowNumberTypes ?? []).filter(isOptInPhoneType),
  });
  if (result.ok) return { ...result, warnings: [...result.repairs.map(describeRepair), ...result.warnings] };
  const advice = result.suggestion === undefined ? '' : ` ${result.suggestion}`;
  problems.push({ field: 'recipientNumber', code: result.code, message: `Recipient Number: ${result.message}${advice}` });
  return null;
}
