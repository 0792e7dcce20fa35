import type { IAuthenticateRuleResponseCode, IAuthenticateRuleResponseSuccessBody, ICredentialTestRequest } from 'n8n-workflow';

const checkAddress = 'The Base URL does not lead to an Iqra server. Enter the address of the Iqra dashboard without a path.';
const checkKey = 'The server did not accept the API key. Copy it again from the Iqra dashboard, under API Keys.';
const checkPermission = 'The calls of this business may not be read. Check the Business ID, and ask whoever runs the server to allow Conversations (outbound, retrieving) for it.';
const checkAll = 'The server refused the request. Check the API Key and the Business ID; reading Conversations (outbound) may also be switched off for this business.';
const tryLater = 'The Iqra server failed to answer. Try again in a few minutes.';

/** Where the access checks of this request stand in the codes of a server that answers as its source reads. */
const accessPath = 'GetOutboundCallQueuesCount:ValidateUserAPIAndBusinessWithPermissions';
const keyFaults = ['INVALID_FORMAT', 'INVALID_FORMAT_LENGTH', 'USER_NOT_FOUND', 'DECRYPTION_FAILED', 'INVALID_PAYLOAD', 'KEY_NOT_FOUND', 'API_KEY_INVALID'];

/**
 * How the test button tells a good connection from a server that answers 200 to everything. n8n compares one value of the answer with
 * one other and stops at the first match: known codes come first, then a refusal in either casing, then an answer that is no object
 * (a web page, or nothing).
 */
// oxlint-disable-next-line typescript/no-unsafe-type-assertion -- Typed as all of one kind or all of the other; n8n reads them one by one.
export const connectionTestRules = [
	...keyFaults.map((fault) => refusal('code', `${accessPath}:ValidateUserAPIWithPermissions:VALIDATE_API_KEY:${fault}`, checkKey)),
	refusal('code', `${accessPath}:GetUserBusinessById:1`, 'There is no business with this Business ID. It is the number in the address of the Iqra dashboard.'),
	refusal('code', `${accessPath}:RESTRICTED_API_KEY`, 'The API key is limited to other businesses. Correct the Business ID, or use another key.'),
	refusal('Code', 'GetOutboundCallQueuesCount:PERMISSION_DENIED', checkPermission),
	refusal('success', false, checkAll),
	refusal('Success', false, checkAll),
	refusal('constructor.name', 'String', checkAddress),
	...[301, 302, 303, 307, 308, 404, 405].map((status) => answered(status, checkAddress)),
	answered(400, 'The server did not accept the Business ID. It is the number in the address of the Iqra dashboard.'),
	answered(401, checkKey),
	answered(403, checkPermission),
	answered(429, 'The server is receiving too many requests from this key. Try again in a minute.'),
	...[500, 502, 503, 504].map((status) => answered(status, tryLater)),
] as NonNullable<ICredentialTestRequest['rules']>;

/** The rule matches when the answer holds exactly this value. */
function refusal(key: string, value: unknown, message: string): IAuthenticateRuleResponseSuccessBody {
	return { type: 'responseSuccessBody', properties: { key, value, message } };
}

function answered(value: number, message: string): IAuthenticateRuleResponseCode {
	return { type: 'responseCode', properties: { value, message } };
}
