import type { CatalogueRow } from './define-errors.ts';

const reportIt = 'This should not happen: please report it with the code, so that we can correct the request.';

function clientFault(match: string, sentence: string): CatalogueRow {
  return { match, code: 'REQUEST_NOT_UNDERSTOOD', kind: 'server', sentence, nextStep: reportIt, placement: 'not_placed' };
}

function inputRow(match: string, code: string, field: string, sentence: string, nextStep: string): CatalogueRow {
  return { match, code, kind: 'input', sentence, nextStep, placement: 'not_placed', field };
}

function notFoundRow(match: string, code: string, field: string, sentence: string, nextStep: string): CatalogueRow {
  return { match, code, kind: 'not_found', sentence, nextStep, placement: 'not_placed', field };
}

const writeE164 = 'Write the number with + and the country code first, such as +1 for the United States.';
/** Only numbers that a newer library finds valid are sent at all. */
const newerRange =
  'Check the digits. If they are right, the number belongs to a range that is newer than the number library of the server: ask whoever runs the server to update it.';
const chooseCampaign = 'Choose a campaign, and set the Request Format of the connection to Auto.';
const checkCampaign = 'Choose the campaign again from the list, or give its ID; it may have been deleted.';
const fillVariables = 'Fill in every variable that the campaign declares as required.';

/** Refusals of `call/initiate`. Every one precedes the insert into the queue, save the last three. */
export const callRows: readonly CatalogueRow[] = [
  inputRow('FORM_DATA_CONFIG_NOT_FOUND', 'CAMPAIGN_MISSING', 'campaignId', 'This server takes calls by campaign; agent and calling number come from there.', chooseCampaign),
  clientFault('FORM_DATA_CONFIG_EMPTY', 'The server received an empty "config" form.'),
  clientFault('CONFIG_DESERIALIZATION_ERROR', 'The server could not read the "config" form.'),
  clientFault('CONFIG_NUMBER_NOT_FOUND', 'The server found no number in the request.'),
  clientFault('CONFIG_NUMBER_TYPE_NOT_FOUND', 'The server found no number type in the request.'),
  clientFault('CONFIG_NUMBER_TYPE_UNDEFINED', 'The server does not know the number type of the request.'),
  clientFault('INVALID_NUMBER_TYPE', 'The server does not know the number type of the request.'),
  clientFault('CONFIG_SCHEDULE_NOT_FOUND', 'The server found no schedule in the request.'),
  clientFault('CONFIG_SCHEDULE_DATETIMEUTC_NOT_FOUND', 'The server found no start time in the request.'),
  clientFault('CONFIG_SCHEDULE_DATETIMEUTC_PARSE_ERROR', 'The server could not read the start time.'),
  clientFault('CONFIG_SCHEDULE_MAXDATETIMEUTC_NOT_FOUND', 'The server found no latest start in the request.'),
  clientFault('CONFIG_SCHEDULE_MAXDATETIMEUTC_PARSE_ERROR', 'The server could not read the latest start.'),
  inputRow('CONFIG_CAMPAIGN_ID_NOT_FOUND', 'CAMPAIGN_MISSING', 'campaignId', 'This server needs a campaign for every call.', chooseCampaign),
  notFoundRow('CAMPAIGN_NOT_FOUND', 'CAMPAIGN_NOT_FOUND', 'campaignId', 'The campaign was not found in this business.', checkCampaign),
  notFoundRow('CAMPAIGN_AGENT_NOT_FOUND', 'CAMPAIGN_AGENT_NOT_FOUND', 'campaignId', 'The campaign points at an agent that no longer exists.', 'Open the campaign in the Iqra dashboard and choose an agent.'),
  inputRow('CONFIG_NUMBER_TO_NUMBER_NOT_FOUND', 'RECIPIENT_MISSING', 'recipientNumber', 'The server received no recipient number.', writeE164),
  inputRow('CONFIG_NUMBER_TO_NUMBER_INVALID', 'RECIPIENT_INVALID', 'recipientNumber', 'The server does not accept the recipient number.', newerRange),
  inputRow('TO_NUMBER_GET_REGION_FAILED', 'RECIPIENT_REGION_UNKNOWN', 'recipientNumber', 'The server could not tell the country of the recipient number.', writeE164),
  inputRow('TO_NUMBER_PARSE_FAILED', 'RECIPIENT_INVALID', 'recipientNumber', 'The server could not read the recipient number.', newerRange),
  inputRow('INVALID_NUMBER', 'RECIPIENT_INVALID', 'recipientNumber', 'The server does not accept the recipient number.', newerRange),
  inputRow('CONFIG_DYNAMIC_VARIABLES_VALUE_INVALID', 'VARIABLE_NOT_TEXT', 'dynamicVariables', 'A variable is not text.', 'Map a text or a number to each variable.'),
  inputRow('CONFIG_DYNAMIC_VARIABLES_REQUIRED_NOT_FOUND', 'VARIABLE_REQUIRED', 'dynamicVariables', 'A variable that the campaign requires is missing or empty.', fillVariables),
  inputRow('CONFIG_METADATA_VALUE_INVALID', 'METADATA_NOT_TEXT', 'metadata', 'A metadata value is not text.', 'Map a text or a number to each metadata key.'),
  inputRow('CONFIG_METADATA_REQUIRED_NOT_FOUND', 'METADATA_REQUIRED', 'metadata', 'A metadata value that the campaign requires is missing or empty.', 'Fill in every metadata key that the campaign declares as required.'),
  notFoundRow('BUSINESS_NUMBER_NOT_FOUND', 'CALLING_NUMBER_NOT_FOUND', 'campaignId', "The campaign's calling number no longer exists.", 'Open the campaign in the Iqra dashboard and choose a calling number.'),
  notFoundRow('INVALID_NUMBER_ID', 'CALLING_NUMBER_NOT_FOUND', 'numberId', 'The calling number was not found.', 'Choose the calling number again from the list.'),
  notFoundRow('INVALID_AGENT', 'AGENT_NOT_FOUND', 'agentId', 'The agent was not found.', 'Choose the agent again from the list.'),
  {
    match: 'BUSINESS_NUMBER_VOICE_DISABLED',
    code: 'CALLING_NUMBER_NO_VOICE',
    kind: 'disabled',
    sentence: 'Voice calls are switched off for the calling number of this campaign.',
    nextStep: 'Switch voice on for that number in the Iqra dashboard, or choose another number in the campaign.',
    placement: 'not_placed',
    field: 'campaignId',
  },
  {
    match: 'INSUFFICIENT_BALANCE',
    code: 'BALANCE_TOO_LOW',
    kind: 'balance',
    sentence: 'The balance of the Iqra account is too low for a call.',
    nextStep: 'Top up the Iqra account, then run this step again.',
    placement: 'not_placed',
  },
  {
    match: 'OUTBOUND_CALL_QUEUE_GROUP_ADD_ERROR',
    code: 'SERVER_BUSY',
    kind: 'server',
    sentence: 'The server could not prepare the call; nothing was queued.',
    nextStep: 'Run this step again in a few minutes.',
    placement: 'not_placed',
  },
  {
    match: 'ForwardSingleCallToRegionProxy:2',
    code: 'QUEUED_WITHOUT_ID',
    kind: 'placement_unknown',
    sentence: 'The call is in the queue, but the server did not say under which id.',
    nextStep: 'Do not send it again; look for the call in the list of calls.',
    placement: 'placed',
  },
  {
    match: 'OUTBOUND_CALL_QUEUE_ENQUEUE_ERROR',
    code: 'QUEUE_WRITE_UNCERTAIN',
    kind: 'placement_unknown',
    sentence: 'The server failed while it wrote the call into the queue; the call may or may not be there.',
    nextStep: 'Look for the call in the list of calls before you send it again.',
    placement: 'unknown',
  },
  {
    match: 'InitiateCall:EXCEPTION',
    code: 'SERVER_EXCEPTION',
    kind: 'placement_unknown',
    sentence: 'The server met an unexpected fault while it took the call.',
    nextStep: 'Look for the call in the list of calls before you send it again.',
    placement: 'unknown',
  },
];

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
