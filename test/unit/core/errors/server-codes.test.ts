import { catalogue } from '@iqra-automation/core/testing';
import { findRow, rowNamed } from '../../../../packages/core/src/errors/server-codes.ts';

const access = 'ValidateUserAPIAndBusinessWithPermissions';
const user = `${access}:ValidateUserAPIWithPermissions`;

/** Every failure path of the server's source, by operation, with the placement it proves for a call being placed. */
const initiatePaths: readonly (readonly [path: string, placement: 'not_placed' | 'placed' | 'unknown'])[] = [
  ...[
    'INVALID_FORMAT',
    'INVALID_FORMAT_LENGTH',
    'USER_NOT_FOUND',
    'DECRYPTION_FAILED',
    'INVALID_PAYLOAD',
    'KEY_NOT_FOUND',
    'API_KEY_INVALID',
  ].map((end) => [`InitiateCall:${user}:VALIDATE_API_KEY:${end}`, 'not_placed'] as const),
  ...['USER_DISABLED', 'BUSINESS_DISABLED', 'BUSINESS_EDITING_DISABLED'].map(
    (end) => [`InitiateCall:${user}:ValidateUserPermissions:${end}`, 'not_placed'] as const,
  ),
  ...['BUSINESS_DISABLED', 'BUSINESS_EDITING_DISABLED'].map(
    (end) => [`InitiateCall:${access}:ValidateUserSessionAndGetUserAndBusinessAsync:${end}`, 'not_placed'] as const,
  ),
  [`InitiateCall:${access}:RESTRICTED_API_KEY`, 'not_placed'],
  [`InitiateCall:${access}:GetUserBusinessById:1`, 'not_placed'],
  [`InitiateCall:${access}:CheckModulePermission:MAKECALL_FULL`, 'not_placed'],
  ...[
    'FORM_DATA_CONFIG_NOT_FOUND',
    'FORM_DATA_CONFIG_EMPTY',
    'CONFIG_DESERIALIZATION_ERROR',
    'CONFIG_CAMPAIGN_ID_NOT_FOUND',
    'CAMPAIGN_NOT_FOUND',
    'CONFIG_NUMBER_NOT_FOUND',
    'CONFIG_NUMBER_TYPE_NOT_FOUND',
    'CONFIG_NUMBER_TYPE_UNDEFINED',
    'CONFIG_NUMBER_TO_NUMBER_NOT_FOUND',
    'CONFIG_NUMBER_TO_NUMBER_INVALID',
    'CONFIG_SCHEDULE_NOT_FOUND',
    'CONFIG_SCHEDULE_DATETIMEUTC_NOT_FOUND',
    'CONFIG_SCHEDULE_DATETIMEUTC_PARSE_ERROR',
    'CONFIG_SCHEDULE_MAXDATETIMEUTC_NOT_FOUND',
    'CONFIG_SCHEDULE_MAXDATETIMEUTC_PARSE_ERROR',
    'CONFIG_DYNAMIC_VARIABLES_VALUE_INVALID',
    'CONFIG_DYNAMIC_VARIABLES_REQUIRED_NOT_FOUND',
    'CONFIG_METADATA_VALUE_INVALID',
    'CONFIG_METADATA_REQUIRED_NOT_FOUND',
    'CAMPAIGN_AGENT_NOT_FOUND',
  ].map((end) => [`InitiateCall:QueueCallInitiationRequestAsync:${end}`, 'not_placed'] as const),
  ...[
    'GetBusinessNumberIdForToNumber:TO_NUMBER_GET_REGION_FAILED',
    'GetBusinessNumberIdForToNumber:TO_NUMBER_PARSE_FAILED',
    'BUSINESS_NUMBER_NOT_FOUND',
    'BUSINESS_NUMBER_VOICE_DISABLED',
    'OUTBOUND_CALL_QUEUE_GROUP_ADD_ERROR',
    'INVALID_NUMBER_TYPE',
  ].map((end) => [`InitiateCall:ForwardCallInitiationRequestAsync:${end}`, 'not_placed'] as const),
  ['InitiateCall:ForwardCallInitiationRequestAsync:ForwardSingleCallToRegionProxy:OUTBOUND_CALL_QUEUE_ENQUEUE_ERROR', 'unknown'],
  ['InitiateCall:ForwardCallInitiationRequestAsync:ForwardSingleCallToRegionProxy:2', 'placed'],
  ['InitiateCall:EXCEPTION', 'unknown'],
  ['InitiateCall:INSUFFICIENT_BALANCE', 'not_placed'],
  ['InitiateCall:INVALID_NUMBER', 'not_placed'],
  ['InitiateCall:INVALID_AGENT', 'not_placed'],
  ['InitiateCall:INVALID_NUMBER_ID', 'not_placed'],
  ['InitiateCall:PERMISSION_DENIED', 'not_placed'],
  ['InitiateCall:BUSINESS_DISABLED', 'not_placed'],
];

const readPaths: readonly string[] = [
  'GetOutboundCallQueues:GetOutboundConversationsMetaDataListAsync:INVALID_CURSOR',
  'GetOutboundCallQueues:GetOutboundConversationsMetaDataListAsync:INVALID_REQUEST',
  'GetOutboundCallQueues:EXCEPTION',
  'GetOutboundCallQueuesCount:GetOutboundCallQueuesCountAsync:DATABASE_COUNT_ERROR',
  'GetOutboundCallQueuesCount:GetOutboundCallQueuesCountAsync:EXCEPTION',
  'GetOutboundCallQueues:GetOutboundConversationsMetaDataAsync:NOT_FOUND',
  'GetInboundCallQueue:GetInboundConversationsMetaDataAsync:NOT_FOUND',
  'GetConversation:GetConversationState:NOT_FOUND',
  'GetConversation:GetConversationState:EXCEPTION',
  'GetConversationState:EXCEPTION',
  `GetOutboundCallQueues:${access}:CheckModulePermission:CONVERSATIONS.OUTBOUND_RETRIEVING`,
  `GetInboundCallQueues:${access}:CheckModulePermission:CONVERSATIONS.INBOUND_FULL`,
  `GetConversations:${access}:CheckModulePermission:CONVERSATIONS.CONVERSATIONPERMISSIONS_FULL`,
  `GetWebSessionHistory:${access}:CheckModulePermission:CONVERSATIONS.WEBSESSION_RETRIEVING`,
  'GetBusiness:GetUserBusinessAppById:1',
  'GetBusiness:EXCEPTION',
  'GetWebSessionHistory:GetWebSessionsMetaDataListAsync:INVALID_CURSOR',
  'GetWebSessionDetail:GetWebSessionMetaDataAsync:NOT_FOUND',
  'GetWebSessionsCount:GetWebSessionsCountAsync:DATABASE_COUNT_ERROR',
  'GetConversations:ValidateUserAPIWithPermissions:API_ACCESS_MANAGEMENT_RESTRICTION',
  'GetUserData:EXCEPTION',
  'GetUsageCount:GET_USAGE_COUNT_FAILED',
  'GetUsageHistory:USAGE_HISTORY_FAILED',
];

const written = 'InitiateCall:ForwardCallInitiationRequestAsync:ForwardSingleCallToRegionProxy';

describe('the error catalogue', () => {
  test.each(initiatePaths)('explains %s and says that the call is %s', (path, placement) => {
    const row = findRow(path, null, 'dial');
    expect(row).not.toBeNull();
    expect(row?.placement).toBe(placement);
    expect(row?.sentence).toMatch(/^[A-Z"].*\.$/);
    expect(row?.nextStep).toMatch(/^[A-Z].*\.$/);
  });

  test.each(readPaths)('explains %s', (path) => {
    expect(findRow(path, null, 'read')).not.toBeNull();
  });

  test('tells the two meanings of a code that ends in a number apart by its parent', () => {
    expect(findRow(`X:${access}:GetUserBusinessById:1`, null, 'dial')?.code).toBe('BUSINESS_NOT_FOUND');
    expect(findRow('X:SomethingElse:1', null, 'dial')).toBeNull();
  });

  test('tells the causes behind the catch-all exception apart by the message', () => {
    const prefix = 'Internal server error processing request: ';
    const cause = (text: string) => findRow('InitiateCall:EXCEPTION', prefix + text, 'dial');
    expect(cause('Object reference not set to an instance of an object.')).toMatchObject({ code: 'CAMPAIGN_NOT_FOUND', placement: 'not_placed' });
    expect(cause('The string supplied did not seem to be a phone number.')).toMatchObject({ code: 'RECIPIENT_INVALID', placement: 'not_placed' });
    expect(cause('Missing or invalid default region.')).toMatchObject({ code: 'RECIPIENT_INVALID' });
    expect(cause('The string supplied is too short to be a phone number.')).toMatchObject({ code: 'RECIPIENT_INVALID' });
    expect(cause('An item with the same key has already been added. Key: a')).toMatchObject({ code: 'DUPLICATE_KEY', placement: 'not_placed' });
    expect(cause("The requested operation requires an element of type 'Object', but the target element has type 'Array'.")).toMatchObject({ placement: 'not_placed' });
    for (const half of ['Cannot read incomplete UTF-16 JSON text as string with missing low surrogate.', 'Cannot read invalid UTF-16 JSON text as string.']) {
      expect(cause(half)).toMatchObject({ code: 'TEXT_CUT_IN_HALF', kind: 'input', placement: 'not_placed' });
    }
    for (const text of ['Could not interpret numbers after plus-sign.', 'The string supplied was too long to parse.', 'The phone-context value is invalid.']) {
      expect(cause(text)).toMatchObject({ code: 'RECIPIENT_INVALID', kind: 'input', placement: 'not_placed' });
    }
    expect(cause('One of the identified items was in an invalid format.')).toMatchObject({ placement: 'not_placed' });
    expect(cause('A timeout occurred after 30000ms selecting a server')).toMatchObject({ code: 'SERVER_EXCEPTION', placement: 'unknown' });
  });

  test('matches codes without regard to case', () => {
    expect(findRow('initiatecall:insufficient_balance', null, 'dial')?.code).toBe('BALANCE_TOO_LOW');
  });

  test('reads unknown billing words of a read as a matter of balance', () => {
    expect(findRow('GetUsageCount:Billing:PLAN_LIMIT_REACHED', null, 'read')?.kind).toBe('balance');
  });

  test.each(['InitiateCall:PLAN_LIMIT_REACHED', 'InitiateCall:Billing:NO_MINUTES_LEFT', 'InitiateCall:PACKAGE', `${written}:DIAL_PLAN`, `${written}:INSUFFICIENT_BALANCE`])(
    'does not say that nothing was placed for %s, which nobody has seen come before the queue',
    (path) => {
      expect(findRow(path, null, 'dial')).toBeNull();
    },
  );

  test.each([...initiatePaths.filter(([, placement]) => placement === 'not_placed').map(([path]) => path), 'CheckModulePermission:MAKECALL_FULL'])(
    'knows nothing about %s when it comes from the step that writes the queue',
    (path) => {
      expect(findRow(`${written}:${path.replace('InitiateCall:', '')}`, null, 'dial')).toBeNull();
    },
  );

  test('knows nothing about a code nobody has seen', () => {
    expect(findRow('InitiateCall:BRAND_NEW_THING', null, 'dial')).toBeNull();
  });

  test.each([
    'InitiateCall:ForwardCallInitiationRequestAsync:ValidateAndBuildBulkCSVCallFile:NO_ROWS_FOUND',
    'InitiateCall:ForwardCallInitiationRequestAsync:ValidateAndBuildBulkCSVCallFile:EXCEPTION',
    'InitiateWebSession:InitiateWebSession:REGION_NOT_FOUND',
  ])('says nothing about %s, a refusal of a request that is never sent', (path) => {
    expect(findRow(path, null, 'dial')).toBeNull();
  });

  test('names every row once', () => {
    const matches = catalogue.map((row) => `${row.match.toUpperCase()} ${row.code}`);
    expect(new Set(matches).size).toBe(matches.length);
  });
});

test.each([
  'AGENT_NOT_FOUND', 'CALLING_NUMBER_NOT_FOUND', 'CALLING_NUMBER_NO_VOICE', 'CAMPAIGN_AGENT_NOT_FOUND', 'CAMPAIGN_MISSING', 'CAMPAIGN_NOT_FOUND', 'METADATA_REQUIRED',
  'PERMISSION_MISSING', 'PLACED_WITHOUT_ID', 'VARIABLE_REQUIRED',
] as const)('%s names a refusal that has this code', (code) => {
  expect(rowNamed(code).code).toBe(code);
});
