import type { InputProblem } from '../errors/iqra-error.ts';
import { inputError } from '../fields/field.ts';
import { normalizePhoneNumber } from '../phone/normalize-phone-number.ts';
import { isOptInPhoneType, optInPhoneTypes, type AcceptedPhoneNumber } from '../phone/phone-result.ts';
import { describeRepair, phoneProblem } from '../phone/phone-sentences.ts';
import { readValidE164 } from '../phone/reading.ts';

/** The fields of the form that say whom to call. */
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
  problems.push(phoneProblem({ field: 'recipientNumber', label: 'Recipient Number' }, input.recipientNumber, result));
  return null;
}

interface SearchNumberField {
  /** The host's name of the field, and its label, for the error. */
  readonly field: string;
  readonly label: string;
  readonly defaultCountry?: string | undefined;
}

/**
 * A number to look for, as strict E.164: the server compares text, so anything else would find nothing. Every number that *Initiate*
 * can be told to call may be looked for, special ones too.
 * @throws IqraError of kind `input`.
 */
export function readSearchNumber(raw: unknown, { field, label, defaultCountry }: SearchNumberField): string {
  const result = normalizePhoneNumber(raw, { defaultCountry, allowTypes: optInPhoneTypes });
  if (result.ok) return result.e164;
  // A call can have been placed to a number whose country code seems to stand twice; looking for it harms nobody.
  const asWritten = typeof raw === 'string' && raw.startsWith('+') && result.code === 'NO_COUNTRY_CODE' ? readValidE164(raw) : null;
  if (asWritten !== null) return asWritten;
  const advice = defaultCountry === undefined && result.code === 'NO_COUNTRY_CODE' ? { nextStep: 'Write it with + and the country code.' } : {};
  throw inputError([{ ...phoneProblem({ field, label }, raw, result), ...advice }]);
}
