import type { CatalogueRow } from './define-errors.ts';

interface ExceptionCause {
  readonly messagePattern: RegExp;
  readonly row: CatalogueRow;
}

const match = 'InitiateCall:EXCEPTION';

/**
 * The server answers some plain user mistakes as an internal exception, before it touches the queue; only the tail of its message
 * (text of .NET or libphonenumber, in English) tells them apart.
 */
const causes: readonly ExceptionCause[] = [
  {
    messagePattern: /object reference not set to an instance of an object/i,
    row: {
      match,
      code: 'CAMPAIGN_NOT_FOUND',
      kind: 'not_found',
      sentence: 'The campaign was not found in this business.',
      nextStep: 'Choose the campaign again from the list; it may have been deleted.',
      placement: 'not_placed',
      field: 'campaignId',
    },
  },
  {
    messagePattern: /phone number|default region|after plus-sign|too long to parse|phone-context/i,
    row: {
      match,
      code: 'RECIPIENT_INVALID',
      kind: 'input',
      sentence: 'The server could not read the recipient number.',
      nextStep: 'Write the number with + and the country code first, such as +1 for the United States.',
      placement: 'not_placed',
      field: 'recipientNumber',
    },
  },
  {
    messagePattern: /requires an element of type 'Object'|input string was not in a correct format|items was in an invalid format|cannot be converted to|could not be converted/i,
    row: {
      match,
      code: 'REQUEST_NOT_UNDERSTOOD',
      kind: 'server',
      sentence: 'The server could not read the request.',
      nextStep: 'This should not happen: please report it with the code, so that we can correct the request.',
      placement: 'not_placed',
    },
  },
  {
    messagePattern: /UTF-16 JSON text/i,
    row: {
      match,
      code: 'TEXT_CUT_IN_HALF',
      kind: 'input',
      sentence: 'A text holds half a character, such as an emoji that was cut in two.',
      nextStep: 'Cut texts by whole characters, or leave them whole.',
      placement: 'not_placed',
      field: 'dynamicVariables',
    },
  },
  {
    messagePattern: /item with the same key/i,
    row: {
      match,
      code: 'DUPLICATE_KEY',
      kind: 'input',
      sentence: 'A key occurs twice among the variables or the metadata.',
      nextStep: 'Give every variable and every metadata key a name of its own.',
      placement: 'not_placed',
      field: 'dynamicVariables',
    },
  },
];

/** The same rows for the page of errors. */
export const exceptionRows: readonly CatalogueRow[] = causes.map(({ row }) => row);

/** The row for a known cause behind `InitiateCall:EXCEPTION`, or `null` when the message names none: then nothing is known. */
export function exceptionCauseRow(serverMessage: string | null): CatalogueRow | null {
  return causes.find((cause) => cause.messagePattern.test(serverMessage ?? ''))?.row ?? null;
}
