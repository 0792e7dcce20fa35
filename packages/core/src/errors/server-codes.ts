import type { Effect } from '../api/operation.ts';
import type { ErrorKind, Placement } from './iqra-error.ts';

/** What one code of the server means for a person. */
export interface CatalogueRow {
  /** The end of the server's path of words, whole segments joined by `:`; matched without regard to case, longest first. */
  readonly match: string;
  /** Our short name for it, stable for users who branch on it. */
  readonly code: string;
  readonly kind: ErrorKind;
  /** What happened, one sentence. */
  readonly sentence: string;
  readonly nextStep: string;
  /** What the code proves about the call, when a call was being placed. */
  readonly placement: Placement;
  /** The field of the form to look at, where one is to blame. */
  readonly field?: string;
}

const checkKey = 'Open the connection and paste a valid API key (Iqra dashboard, API keys).';
const enableAccount = 'Ask the owner of the Iqra account, or Iqra support, to enable it again; then run this step again.';
/** Rights are switched off on a business by the operator, with a public reason. A key has none to grant. */
const askOperator = 'Ask whoever runs the Iqra server, or Iqra support, to switch it on for this business; it cannot be granted to an API key.';
const enableEditing = 'Ask the owner of the Iqra account to allow editing again; while it is off, the server refuses calls and even the reading of calls.';
const reportIt = 'This should not happen: please report it with the code, so that we can correct the request.';
const couldNotRead = 'The server could not read the request.';
const writeE164 = 'Write the number with + and the country code first, such as +1 for the United States.';
/** Only numbers that a newer library finds valid are sent at all. */
const newerRange =
  'Check the digits. If they are right, the number belongs to a range that is newer than the number library of the server: ask whoever runs the server to update it.';
const chooseCampaign = 'Choose a campaign, and set the Request Format of the connection to Auto.';
const checkCampaign = 'Choose the campaign again from the list, or give its ID; it may have been deleted.';
const fillVariables = 'Fill in every variable that the campaign declares as required.';
/** What an answer that proves nothing about a call leaves to do. */
export const lookFirst = 'Look for the call in the list of calls before you send it again.';
/** The same of an answer to a reading request. */
export const tryLater = 'Try again in a few minutes; reading again is harmless.';
const checkId = 'Check the id. The server also answers this when its database fails: try once more before you conclude that it is gone.';

/** A refusal that comes before anything is queued. */
function refusal(kind: ErrorKind, match: string, code: string, sentence: string, nextStep: string, field?: string): CatalogueRow {
  return { match, code, kind, sentence, nextStep, placement: 'not_placed', ...(field === undefined ? {} : { field }) };
}

/** Refusals that every operation can answer before it does anything. */
const accessRows: readonly CatalogueRow[] = [
  refusal('authentication', 'VALIDATE_API_KEY:INVALID_FORMAT', 'API_KEY_FORMAT', 'The API key is missing or does not look like an Iqra key (it starts with "iu_").', checkKey),
  refusal('authentication', 'VALIDATE_API_KEY:INVALID_FORMAT_LENGTH', 'API_KEY_FORMAT', 'The API key is incomplete: an Iqra key has three parts joined by underscores.', checkKey),
  refusal('authentication', 'VALIDATE_API_KEY:USER_NOT_FOUND', 'API_KEY_UNKNOWN', 'No Iqra account belongs to this API key.', checkKey),
  refusal('authentication', 'VALIDATE_API_KEY:DECRYPTION_FAILED', 'API_KEY_WRONG_SERVER', 'The API key cannot be read by this server: it was made by another one, or was not copied whole.', checkKey),
  refusal('authentication', 'VALIDATE_API_KEY:INVALID_PAYLOAD', 'API_KEY_DAMAGED', 'The API key is damaged.', checkKey),
  refusal('authentication', 'VALIDATE_API_KEY:KEY_NOT_FOUND', 'API_KEY_NOT_FOUND', 'The server does not know this API key: it was revoked, or a character of it is wrong.', checkKey),
  refusal('authentication', 'VALIDATE_API_KEY:API_KEY_INVALID', 'API_KEY_INVALID', 'The API key is not valid.', checkKey),
  refusal('authentication', 'INVALID_API_KEY', 'API_KEY_INVALID', 'The API key is not valid.', checkKey),
  refusal('disabled', 'ValidateUserPermissions:USER_DISABLED', 'ACCOUNT_DISABLED', 'This Iqra account is disabled.', enableAccount),
  refusal('disabled', 'ValidateUserPermissions:BUSINESS_DISABLED', 'ACCOUNT_BUSINESSES_DISABLED', 'All businesses of this Iqra account are disabled.', enableAccount),
  refusal('disabled', 'ValidateUserPermissions:BUSINESS_EDITING_DISABLED', 'BUSINESS_READ_ONLY', 'Editing is switched off for this Iqra account.', enableEditing),
  refusal('disabled', 'ValidateUserSessionAndGetUserAndBusinessAsync:BUSINESS_DISABLED', 'BUSINESS_DISABLED', 'This business is disabled.', enableAccount),
  refusal('disabled', 'ValidateUserSessionAndGetUserAndBusinessAsync:BUSINESS_EDITING_DISABLED', 'BUSINESS_READ_ONLY', 'This business is set to read-only.', enableEditing),
  refusal('disabled', 'BUSINESS_DISABLED', 'BUSINESS_DISABLED', 'This business is disabled.', enableAccount),
  refusal('permission', 'RESTRICTED_API_KEY', 'API_KEY_RESTRICTED', 'The API key is limited to other businesses.', 'Use a key that includes this business, or correct the Business ID of the connection.'),
  refusal('permission', 'API_ACCESS_MANAGEMENT_RESTRICTION', 'USER_MANAGEMENT_NOT_ALLOWED', 'The API key may not read account and usage data.', 'Create a key with "Allow user management API requests" switched on, or leave out usage operations.'),
  refusal('permission', 'PERMISSION_DENIED', 'PERMISSION_DENIED', 'The server does not allow this for the business.', askOperator),
  refusal('not_found', 'GetUserBusinessById:1', 'BUSINESS_NOT_FOUND', 'There is no business with this Business ID.', 'Correct the Business ID of the connection; it is the number in the address of the dashboard.', 'businessId'),
  refusal('not_found', 'GetUserBusinessAppById:1', 'BUSINESS_NOT_FOUND', 'The configuration of this business was not found.', 'Check the Business ID of the connection; if it is right, ask Iqra support.', 'businessId'),
];

/** Words of the server for a switched-off module, with the name a person finds in the dashboard. */
const moduleNames: readonly (readonly [pattern: RegExp, name: string])[] = [
  [/^MAKECALL/i, 'Make call'],
  [/^CONVERSATIONS\.OUTBOUND/i, 'Conversations, outbound'],
  [/^CONVERSATIONS\.INBOUND/i, 'Conversations, inbound'],
  [/^CONVERSATIONS\.WEBSESSION/i, 'Conversations, web sessions'],
  [/^CONVERSATIONS/i, 'Conversations'],
];

/** For the page of errors: the module stands in the code. */
const moduleRefusal: CatalogueRow = moduleRow('CheckModulePermission:MODULE_PART', 'A part of the API');

/** The row of a module refusal such as `CheckModulePermission:CONVERSATIONS.OUTBOUND_RETRIEVING`, or `null` for another code. */
function modulePermissionRow(serverCode: string): CatalogueRow | null {
  const found = /CheckModulePermission:([^:]+)$/i.exec(serverCode)?.[1];
  if (found === undefined) return null;
  const name = moduleNames.find(([pattern]) => pattern.test(found))?.[1] ?? found;
  return moduleRow(`CheckModulePermission:${found}`, /_RETRIEVING$/i.test(found) ? `"${name}, retrieving"` : `"${name}"`);
}

function moduleRow(match: string, part: string): CatalogueRow {
  return refusal('permission', match, 'PERMISSION_MISSING', `${part} is switched off for this business.`, askOperator);
}

const exceptionCode = 'InitiateCall:EXCEPTION';

/** Every request carries these parts, and as texts: who meets one of these codes has found a fault of ours, or of something in between. */
const misreadRows: readonly CatalogueRow[] = [
  'FORM_DATA_CONFIG_EMPTY',
  'CONFIG_DESERIALIZATION_ERROR',
  'CONFIG_NUMBER_NOT_FOUND',
  'CONFIG_NUMBER_TYPE_NOT_FOUND',
  'CONFIG_NUMBER_TYPE_UNDEFINED',
  'INVALID_NUMBER_TYPE',
  'CONFIG_NUMBER_TO_NUMBER_NOT_FOUND',
  'CONFIG_SCHEDULE_NOT_FOUND',
  'CONFIG_SCHEDULE_DATETIMEUTC_NOT_FOUND',
  'CONFIG_SCHEDULE_DATETIMEUTC_PARSE_ERROR',
  'CONFIG_SCHEDULE_MAXDATETIMEUTC_NOT_FOUND',
  'CONFIG_SCHEDULE_MAXDATETIMEUTC_PARSE_ERROR',
  'CONFIG_DYNAMIC_VARIABLES_VALUE_INVALID',
  'CONFIG_METADATA_VALUE_INVALID',
].map((match) => refusal('server', match, 'REQUEST_NOT_UNDERSTOOD', couldNotRead, reportIt));

/** Refusals of `call/initiate`. Every one precedes the insert into the queue, save the last three. */
const callRows: readonly CatalogueRow[] = [
  ...misreadRows,
  refusal('input', 'FORM_DATA_CONFIG_NOT_FOUND', 'CAMPAIGN_MISSING', 'This server takes calls by campaign; agent and calling number come from there.', chooseCampaign, 'campaignId'),
  refusal('input', 'CONFIG_CAMPAIGN_ID_NOT_FOUND', 'CAMPAIGN_MISSING', 'This server needs a campaign for every call.', chooseCampaign, 'campaignId'),
  refusal('not_found', 'CAMPAIGN_NOT_FOUND', 'CAMPAIGN_NOT_FOUND', 'The campaign was not found in this business.', checkCampaign, 'campaignId'),
  refusal('not_found', 'CAMPAIGN_AGENT_NOT_FOUND', 'CAMPAIGN_AGENT_NOT_FOUND', 'The campaign points at an agent that no longer exists.', 'Open the campaign in the Iqra dashboard and choose an agent.', 'campaignId'),
  refusal('input', 'CONFIG_NUMBER_TO_NUMBER_INVALID', 'RECIPIENT_INVALID', 'The server does not accept the recipient number.', newerRange, 'recipientNumber'),
  refusal('input', 'TO_NUMBER_GET_REGION_FAILED', 'RECIPIENT_REGION_UNKNOWN', 'The server could not tell the country of the recipient number.', writeE164, 'recipientNumber'),
  refusal('input', 'TO_NUMBER_PARSE_FAILED', 'RECIPIENT_INVALID', 'The server could not read the recipient number.', newerRange, 'recipientNumber'),
  refusal('input', 'INVALID_NUMBER', 'RECIPIENT_INVALID', 'The server does not accept the recipient number.', newerRange, 'recipientNumber'),
  refusal('input', 'CONFIG_DYNAMIC_VARIABLES_REQUIRED_NOT_FOUND', 'VARIABLE_REQUIRED', 'A variable that the campaign requires is missing or empty.', fillVariables, 'dynamicVariables'),
  refusal('input', 'CONFIG_METADATA_REQUIRED_NOT_FOUND', 'METADATA_REQUIRED', 'A metadata value that the campaign requires is missing or empty.', 'Fill in every metadata key that the campaign declares as required.', 'metadata'),
  refusal('not_found', 'BUSINESS_NUMBER_NOT_FOUND', 'CALLING_NUMBER_NOT_FOUND', "The campaign's calling number no longer exists.", 'Open the campaign in the Iqra dashboard and choose a calling number.', 'campaignId'),
  refusal('not_found', 'INVALID_NUMBER_ID', 'CALLING_NUMBER_NOT_FOUND', 'The calling number was not found.', 'Choose the calling number again from the list.', 'numberId'),
  refusal('not_found', 'INVALID_AGENT', 'AGENT_NOT_FOUND', 'The agent was not found.', 'Choose the agent again from the list.', 'agentId'),
  refusal('disabled', 'BUSINESS_NUMBER_VOICE_DISABLED', 'CALLING_NUMBER_NO_VOICE', 'Voice calls are switched off for the calling number of this campaign.', 'Switch voice on for that number in the Iqra dashboard, or choose another number in the campaign.', 'campaignId'),
  refusal('balance', 'INSUFFICIENT_BALANCE', 'BALANCE_TOO_LOW', 'The balance of the Iqra account is too low for a call.', 'Top up the Iqra account, then run this step again.'),
  refusal('server', 'OUTBOUND_CALL_QUEUE_GROUP_ADD_ERROR', 'SERVER_BUSY', 'The server could not prepare the call; nothing was queued.', 'Run this step again in a few minutes.'),
  { match: 'ForwardSingleCallToRegionProxy:2', code: 'PLACED_WITHOUT_ID', kind: 'placement_unknown', placement: 'placed',
    sentence: 'The call is in the queue and will be dialled, but the server did not say under which id.',
    nextStep: 'Do not send it again. Find the call in the Iqra call list, or by its recipient.' },
  { match: 'OUTBOUND_CALL_QUEUE_ENQUEUE_ERROR', code: 'QUEUE_WRITE_UNCERTAIN', kind: 'placement_unknown', placement: 'unknown',
    sentence: 'The server failed while it wrote the call into the queue; the call may or may not be there.',
    nextStep: lookFirst },
  { match: exceptionCode, code: 'SERVER_EXCEPTION', kind: 'placement_unknown', placement: 'unknown',
    sentence: 'The server met an unexpected fault while it took the call.',
    nextStep: lookFirst },
];

/**
 * The server answers some plain user mistakes as an internal exception, before it touches the queue; only the tail of its message
 * (text of .NET or libphonenumber, in English) tells them apart (docs/decisions/0004-exception-with-a-known-cause.md).
 */
const causes: readonly (readonly [messagePattern: RegExp, row: CatalogueRow])[] = [
  [/object reference not set to an instance of an object/i,
    refusal('not_found', exceptionCode, 'CAMPAIGN_NOT_FOUND', 'The campaign was not found in this business.', 'Choose the campaign again from the list; it may have been deleted.', 'campaignId')],
  [/phone number|default region|after plus-sign|too long to parse|phone-context/i,
    refusal('input', exceptionCode, 'RECIPIENT_INVALID', 'The server could not read the recipient number.', writeE164, 'recipientNumber')],
  [/requires an element of type 'Object'|input string was not in a correct format|items was in an invalid format|cannot be converted to|could not be converted/i,
    refusal('server', exceptionCode, 'REQUEST_NOT_UNDERSTOOD', couldNotRead, reportIt)],
  [/UTF-16 JSON text/i,
    refusal('input', exceptionCode, 'TEXT_CUT_IN_HALF', 'A text holds half a character, such as an emoji that was cut in two.', 'Cut texts by whole characters, or leave them whole.', 'dynamicVariables')],
  [/item with the same key/i,
    refusal('input', exceptionCode, 'DUPLICATE_KEY', 'A key occurs twice among the variables or the metadata.', 'Give every variable and every metadata key a name of its own.', 'dynamicVariables')],
];

/** Refusals of the reading operations. `NOT_FOUND` can hide a database failure, which the next step says. */
const readRows: readonly CatalogueRow[] = [
  refusal('server', 'INVALID_CURSOR', 'PAGE_REFUSED', 'The server refused the request for the next page.', tryLater),
  refusal('server', 'INVALID_REQUEST', 'PAGE_REFUSED', 'The server refused the request for the next page.', tryLater),
  refusal('server', 'DATABASE_COUNT_ERROR', 'SERVER_DATABASE', 'The database of the server did not answer.', tryLater),
  refusal('not_found', 'GetOutboundConversationsMetaDataAsync:NOT_FOUND', 'CALL_NOT_FOUND', 'No call with this queue ID was found.', checkId),
  refusal('not_found', 'GetInboundConversationsMetaDataAsync:NOT_FOUND', 'CALL_NOT_FOUND', 'No inbound call with this queue ID was found.', checkId),
  refusal('not_found', 'GetConversationState:NOT_FOUND', 'CONVERSATION_NOT_FOUND', 'No conversation with this Conversation ID was found.', checkId),
  refusal('not_found', 'GetWebSessionMetaDataAsync:NOT_FOUND', 'WEB_SESSION_NOT_FOUND', 'No web session with this id was found.', checkId),
  refusal('not_found', 'NOT_FOUND', 'NOT_FOUND', 'The server found nothing with this id.', checkId),
  refusal('server', 'GET_USAGE_COUNT_FAILED', 'USAGE_UNAVAILABLE', 'The usage counts could not be read.', tryLater),
  refusal('server', 'USAGE_HISTORY_FAILED', 'USAGE_UNAVAILABLE', 'The usage history could not be read.', tryLater),
  refusal('server', 'EXCEPTION', 'SERVER_EXCEPTION', 'The server met an unexpected fault.', tryLater),
];

/** A dial is not explained by a row of the reading operations: such a row says that nothing was placed, which only a read is sure of. */
const dialRows: readonly CatalogueRow[] = [...accessRows, moduleRefusal, ...callRows];
const refusals: readonly CatalogueRow[] = [...dialRows, ...readRows];

/** Every refusal that a request of this product can meet, as the page of errors shows them. */
export const catalogue: readonly CatalogueRow[] = [...refusals, ...causes.map(([, row]) => row)];

const segmentsOf = (path: string): readonly string[] => path.toUpperCase().split(':');

const byEffect: Readonly<Record<Effect, readonly { readonly row: CatalogueRow; readonly segments: readonly string[] }[]>> = {
  dial: withSegments(dialRows),
  read: withSegments(refusals),
};

function withSegments(rows: readonly CatalogueRow[]) {
  return rows.map((row) => ({ row, segments: segmentsOf(row.match) }));
}

/** Billing is a closed module of the hosted server: its codes are unknown but for these words. */
const balanceWords = /BALANCE|CREDIT|MINUTES|PACKAGE|PLAN/;

/** True for a code whose last word seems to be about money. A guess: it explains an answer, and proves nothing about a call. */
export function speaksOfBalance(serverCode: string): boolean {
  return balanceWords.test(serverCode.toUpperCase().slice(serverCode.lastIndexOf(':') + 1));
}

/** The step of the server that writes the call into the queue: what it answers may come after the call is there. */
const writingStep = 'FORWARDSINGLECALLTOREGIONPROXY';

const balanceRow = callRows.find((row) => row.code === 'BALANCE_TOO_LOW');

/**
 * The row for a code of the server in answer to a request of this effect, or `null` for a code nobody knows. Codes are open paths, so
 * the longest known end of the path wins; a known message behind the server's catch-all exception comes first. For a dial, only codes
 * that are known to come before the queue may say that nothing was placed (docs/decisions/0098-errors-unknown-codes-of-a-dial.md).
 */
export function findRow(serverCode: string, serverMessage: string | null, effect: Effect): CatalogueRow | null {
  const segments = segmentsOf(serverCode);
  if (segments.join(':') === exceptionCode.toUpperCase()) {
    const cause = causes.find(([messagePattern]) => messagePattern.test(serverMessage ?? ''));
    if (cause !== undefined) return cause[1];
  }
  const mayBeQueued = effect === 'dial' && segments.includes(writingStep);
  const byModule = mayBeQueued ? null : modulePermissionRow(serverCode);
  if (byModule !== null) return byModule;
  const matches = byEffect[effect].filter(({ row, segments: end }) => endsWith(segments, end) && !(mayBeQueued && row.placement === 'not_placed'));
  const longest = matches.sort((a, b) => b.segments.length - a.segments.length)[0];
  if (longest !== undefined) return longest.row;
  return effect === 'read' && speaksOfBalance(serverCode) ? (balanceRow ?? null) : null;
}

/** Refusals that are told without an answer of the server, by our code: foreseen, or learnt in another way. Several of the server's may share a code; this one is meant. */
const namedRefusals = {
  AGENT_NOT_FOUND: 'INVALID_AGENT',
  CALLING_NUMBER_NOT_FOUND: 'INVALID_NUMBER_ID',
  CALLING_NUMBER_NO_VOICE: 'BUSINESS_NUMBER_VOICE_DISABLED',
  CAMPAIGN_AGENT_NOT_FOUND: 'CAMPAIGN_AGENT_NOT_FOUND',
  CAMPAIGN_MISSING: 'FORM_DATA_CONFIG_NOT_FOUND',
  CAMPAIGN_NOT_FOUND: 'CAMPAIGN_NOT_FOUND',
  METADATA_REQUIRED: 'CONFIG_METADATA_REQUIRED_NOT_FOUND',
  PERMISSION_MISSING: 'CheckModulePermission:MAKECALL_FULL',
  PLACED_WITHOUT_ID: 'ForwardSingleCallToRegionProxy:2',
  VARIABLE_REQUIRED: 'CONFIG_DYNAMIC_VARIABLES_REQUIRED_NOT_FOUND',
} as const;

export type NamedRefusal = keyof typeof namedRefusals;

export function rowNamed(code: NamedRefusal): CatalogueRow {
  const row = findRow(namedRefusals[code], null, 'dial');
  if (row === null) throw new TypeError(`No refusal is named ${code}.`);
  return row;
}

function endsWith(segments: readonly string[], end: readonly string[]): boolean {
  return end.length <= segments.length && end.every((segment, at) => segment === segments[segments.length - end.length + at]);
}
