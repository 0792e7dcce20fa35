import type { CatalogueRow } from './define-errors.ts';

const checkKey = 'Open the connection and paste a valid API key (Iqra dashboard, API keys).';

function keyRow(match: string, code: string, sentence: string): CatalogueRow {
  return { match: `VALIDATE_API_KEY:${match}`, code, kind: 'authentication', sentence, nextStep: checkKey, placement: 'not_placed' };
}

const enableAccount = 'Ask the owner of the Iqra account, or Iqra support, to enable it again; then run this step again.';
/** Rights are switched off on a business by the operator, with a public reason. A key has none to grant. */
const askOperator = 'Ask whoever runs the Iqra server, or Iqra support, to switch it on for this business; it cannot be granted to an API key.';
const enableEditing =
  'Ask the owner of the Iqra account to allow editing again; while it is off, the server refuses calls and even the reading of calls.';

function disabledRow(match: string, code: string, sentence: string, nextStep: string): CatalogueRow {
  return { match, code, kind: 'disabled', sentence, nextStep, placement: 'not_placed' };
}

/** Refusals that every operation can answer before it does anything. */
export const accessRows: readonly CatalogueRow[] = [
  keyRow('INVALID_FORMAT', 'API_KEY_FORMAT', 'The API key is missing or does not look like an Iqra key (it starts with "iu_").'),
  keyRow('INVALID_FORMAT_LENGTH', 'API_KEY_FORMAT', 'The API key is incomplete: an Iqra key has three parts joined by underscores.'),
  keyRow('USER_NOT_FOUND', 'API_KEY_UNKNOWN', 'No Iqra account belongs to this API key.'),
  keyRow('DECRYPTION_FAILED', 'API_KEY_WRONG_SERVER', 'The API key cannot be read by this server: it was made by another one, or was not copied whole.'),
  keyRow('INVALID_PAYLOAD', 'API_KEY_DAMAGED', 'The API key is damaged.'),
  keyRow('KEY_NOT_FOUND', 'API_KEY_NOT_FOUND', 'The server does not know this API key: it was revoked, or a character of it is wrong.'),
  keyRow('API_KEY_INVALID', 'API_KEY_INVALID', 'The API key is not valid.'),
  {
    match: 'INVALID_API_KEY',
    code: 'API_KEY_INVALID',
    kind: 'authentication',
    sentence: 'The API key is not valid.',
    nextStep: checkKey,
    placement: 'not_placed',
  },
  disabledRow('ValidateUserPermissions:USER_DISABLED', 'ACCOUNT_DISABLED', 'This Iqra account is disabled.', enableAccount),
  disabledRow('ValidateUserPermissions:BUSINESS_DISABLED', 'ACCOUNT_BUSINESSES_DISABLED', 'All businesses of this Iqra account are disabled.', enableAccount),
  disabledRow('ValidateUserPermissions:BUSINESS_EDITING_DISABLED', 'BUSINESS_READ_ONLY', 'Editing is switched off for this Iqra account.', enableEditing),
  disabledRow('ValidateUserSessionAndGetUserAndBusinessAsync:BUSINESS_DISABLED', 'BUSINESS_DISABLED', 'This business is disabled.', enableAccount),
  disabledRow('ValidateUserSessionAndGetUserAndBusinessAsync:BUSINESS_EDITING_DISABLED', 'BUSINESS_READ_ONLY', 'This business is set to read-only.', enableEditing),
  disabledRow('BUSINESS_DISABLED', 'BUSINESS_DISABLED', 'This business is disabled.', enableAccount),
  {
    match: 'RESTRICTED_API_KEY',
    code: 'API_KEY_RESTRICTED',
    kind: 'permission',
    sentence: 'The API key is limited to other businesses.',
    nextStep: 'Use a key that includes this business, or correct the Business ID of the connection.',
    placement: 'not_placed',
  },
  {
    match: 'API_ACCESS_MANAGEMENT_RESTRICTION',
    code: 'USER_MANAGEMENT_NOT_ALLOWED',
    kind: 'permission',
    sentence: 'The API key may not read account and usage data.',
    nextStep: 'Create a key with "Allow user management API requests" switched on, or leave out usage operations.',
    placement: 'not_placed',
  },
  {
    match: 'PERMISSION_DENIED',
    code: 'PERMISSION_DENIED',
    kind: 'permission',
    sentence: 'The server does not allow this for the business.',
    nextStep: askOperator,
    placement: 'not_placed',
  },
  {
    match: 'GetUserBusinessById:1',
    code: 'BUSINESS_NOT_FOUND',
    kind: 'not_found',
    sentence: 'There is no business with this Business ID.',
    nextStep: 'Correct the Business ID of the connection; it is the number in the address of the dashboard.',
    placement: 'not_placed',
    field: 'businessId',
  },
  {
    match: 'GetUserBusinessAppById:1',
    code: 'BUSINESS_NOT_FOUND',
    kind: 'not_found',
    sentence: 'The configuration of this business was not found.',
    nextStep: 'Check the Business ID of the connection; if it is right, ask Iqra support.',
    placement: 'not_placed',
    field: 'businessId',
  },
];

/** Words of the server for a switched-off module, with the name a person finds in the dashboard. */
const moduleNames: readonly (readonly [pattern: RegExp, name: string])[] = [
  [/^MAKECALL/i, 'Make call'],
  [/^CONVERSATIONS\.OUTBOUND/i, 'Conversations, outbound'],
  [/^CONVERSATIONS\.INBOUND/i, 'Conversations, inbound'],
  [/^CONVERSATIONS\.WEBSESSION/i, 'Conversations, web sessions'],
  [/^CONVERSATIONS/i, 'Conversations'],
  [/^WEBSESSIONCALL/i, 'Web session calls'],
];

/** For the page of errors: the module stands in the code. */
export const moduleRefusal: CatalogueRow = moduleRow('CheckModulePermission:MODULE_PART', 'A part of the API');

/** The row of a module refusal such as `CheckModulePermission:CONVERSATIONS.OUTBOUND_RETRIEVING`, or `null` for another code. */
export function modulePermissionRow(serverCode: string): CatalogueRow | null {
  const found = /CheckModulePermission:([^:]+)$/i.exec(serverCode)?.[1];
  if (found === undefined) return null;
  const name = moduleNames.find(([pattern]) => pattern.test(found))?.[1] ?? found;
  return moduleRow(`CheckModulePermission:${found}`, /_RETRIEVING$/i.test(found) ? `"${name}, retrieving"` : `"${name}"`);
}

function moduleRow(match: string, part: string): CatalogueRow {
  return {
    match,
    code: 'PERMISSION_MISSING',
    kind: 'permission',
    sentence: `${part} is switched off for this business.`,
    nextStep: askOperator,
    placement: 'not_placed',
  };
}
