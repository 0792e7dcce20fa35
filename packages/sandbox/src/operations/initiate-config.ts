import { failure } from '../wire/answer.ts';
import { parseInvariantDate } from '../wire/dates.ts';
import { duplicateKeyIn } from '../wire/duplicate-keys.ts';
import { isJsonObject } from '../wire/json-value.ts';
import type { JsonObject, JsonValue } from '../wire/json-value.ts';
import type { SeedCampaign } from '../seed/campaigns.ts';
import { checkBulkFile } from './bulk-file.ts';
import type { CallRead } from './call-request.ts';
import { CallRefused, ServerException } from './call-refused.ts';
import type { OperationContext } from './operation.ts';
import { checkRecipient } from './recipient-number.ts';
import { declaredMap } from './declared-map.ts';

const forward = 'ForwardCallInitiationRequestAsync';

/** Reads and checks the `config` field, in the server's order of checks. */
export function readConfigCall(context: OperationContext): CallRead {
  try {
    return { ok: true, call: readConfig(context) };
  } catch (error) {
    if (error instanceof CallRefused) return { ok: false, answer: failure(`InitiateCall:${error.tail}`, error.message) };
    if (error instanceof ServerException) {
      return { ok: false, answer: failure('InitiateCall:EXCEPTION', `Internal server error processing request: ${error.message}`) };
    }
    throw error;
  }
}

function refuse(tail: string, message: string): never {
  throw new CallRefused(`QueueCallInitiationRequestAsync:${tail}`, message);
}

function readConfig(context: OperationContext): Extract<CallRead, { ok: true }>['call'] {
  const text = context.form?.fields.get('config');
  if (text === undefined) refuse('FORM_DATA_CONFIG_NOT_FOUND', 'Config not found in form data.');
  if (text.trim() === '') refuse('FORM_DATA_CONFIG_EMPTY', 'Config in form data is empty.');
  const config = parseConfig(text);
  const campaign = campaignOf(context, config);
  const recipient = recipientOf(config);
  const schedule = config['schedule'];
  if (!isJsonObject(schedule)) refuse('CONFIG_SCHEDULE_NOT_FOUND', 'Schedule not found in config data.');
  const scheduledFor = scheduleDate(schedule, 'dateTimeUTC');
  const expiresAt = scheduleDate(schedule, 'maxDateTimeUTC');
  const dynamicVariables = declaredMap(config['dynamicVariables'], duplicateKeyIn(text, 'dynamicVariables'), campaign.dynamicVariables, 'DYNAMIC_VARIABLES');
  const metadata = declaredMap(config['metadata'], duplicateKeyIn(text, 'metadata'), campaign.metadata, 'METADATA');
  if (context.business?.agentIds.includes(campaign.agentId) !== true) refuse('CAMPAIGN_AGENT_NOT_FOUND', 'Agent of the campaign not found.');
  if (recipient === null) checkBulkFile(context.form);
  const numberId = campaign.routes[recipient.region ?? ''] ?? campaign.defaultNumberId;
  if (recipient.region === null) {
    throw new CallRefused(`${forward}:GetBusinessNumberIdForToNumber:TO_NUMBER_GET_REGION_FAILED`, 'Failed to get region of the to number.');
  }
  const number = context.business.numbers.find((candidate) => candidate.id === numberId);
  if (number === undefined) throw new CallRefused(`${forward}:BUSINESS_NUMBER_NOT_FOUND`, 'Business number not found.');
  if (!number.voiceEnabled) throw new CallRefused(`${forward}:BUSINESS_NUMBER_VOICE_DISABLED`, 'Business number has voice disabled.');
  const { maxCallTimeS } = campaign;
  return { campaignId: campaign.id, agentId: campaign.agentId, numberId, provider: number.provider, maxCallTimeS, recipientNumber: recipient.text, scheduledFor, expiresAt, dynamicVariables, metadata };
}

function parseConfig(text: string): JsonObject {
  let parsed: JsonValue;
  try {
    parsed = JSON.parse(text) as JsonValue;
  } catch {
    refuse('CONFIG_DESERIALIZATION_ERROR', 'Failed to deserialize config data.');
  }
  if (!isJsonObject(parsed)) throw ServerException.wrongElement('Object', parsed);
  return parsed;
}

function campaignOf(context: OperationContext, config: JsonObject): SeedCampaign {
  const id = config['campaignId'] ?? null;
  if (id !== null && typeof id !== 'string') throw ServerException.wrongElement('String', id);
  if (id === null || id.trim() === '') refuse('CONFIG_CAMPAIGN_ID_NOT_FOUND', 'Campaign id not found in config data.');
  const campaign = context.business?.campaigns.find((candidate) => candidate.id === id);
  // The server's own check is inverted: an unknown campaign goes on and fails when it is first used.
  if (campaign === undefined) throw new ServerException('Object reference not set to an instance of an object.');
  return campaign;
}

/** The recipient of a single call, or `null` for a bulk request. */
function recipientOf(config: JsonObject): { readonly text: string; readonly region: string | null } | null {
  const number = config['number'];
  if (!isJsonObject(number)) refuse('CONFIG_NUMBER_NOT_FOUND', 'Number not found in config data.');
  const type = number['type'];
  if (typeof type !== 'number') refuse('CONFIG_NUMBER_TYPE_NOT_FOUND', 'Number type not found in config data.');
  if (!Number.isInteger(type) || Math.abs(type) > 2_147_483_647) {
    throw new ServerException('One of the identified items was in an invalid format. The JSON value is not a 32-bit integer.');
  }
  if (type !== 0 && type !== 1) refuse('CONFIG_NUMBER_TYPE_UNDEFINED', 'Number type is not defined.');
  if (type === 1) return null;
  const toNumber = number['toNumber'] ?? null;
  if (toNumber !== null && typeof toNumber !== 'string') throw ServerException.wrongElement('String', toNumber);
  if (toNumber === null || toNumber.trim() === '') refuse('CONFIG_NUMBER_TO_NUMBER_NOT_FOUND', 'To number not found in config data.');
  const checked = checkRecipient(toNumber);
  if (checked.kind === 'unparsable') throw new ServerException(checked.message);
  if (checked.kind === 'invalid') refuse('CONFIG_NUMBER_TO_NUMBER_INVALID', 'To number is not a valid phone number.');
  return checked;
}

function scheduleDate(schedule: JsonObject, name: 'dateTimeUTC' | 'maxDateTimeUTC'): number {
  const value = schedule[name];
  const code = `CONFIG_SCHEDULE_${name.toUpperCase()}`;
  if (typeof value !== 'string' || value.trim() === '') refuse(`${code}_NOT_FOUND`, `Schedule ${name} not found in config data.`);
  return parseInvariantDate(value) ?? refuse(`${code}_PARSE_ERROR`, `Schedule ${name} could not be parsed.`);
}
