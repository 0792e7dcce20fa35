import type { Campaign } from '../state/business.ts';
import { failure } from '../wire/answer.ts';
import { fieldOf } from '../wire/form.ts';
import { parseInvariantDate } from '../wire/invariant-date.ts';
import { BrokenJson, memberOf, readJson } from '../wire/json-reader.ts';
import type { JsonNode, JsonRecord } from '../wire/json-reader.ts';
import { checkBulkFile } from './bulk-file.ts';
import type { CallRead, CallRequest } from './call-request.ts';
import { CallRefused, ServerException } from './call-refused.ts';
import { callingNumberFor } from './calling-number.ts';
import { filledText, integerOfNode } from './config-values.ts';
import { readTextMap, requireDeclared } from './declared-map.ts';
import type { OperationContext } from './operation.ts';
import { checkRecipient } from './recipient-number.ts';

const numberType = { single: 0, bulk: 1 } as const;
const wholeNumberKinds: readonly number[] = Object.values(numberType);

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

function readConfig(context: OperationContext): CallRequest {
  const config = parseConfig(context.form === null ? null : fieldOf(context.form, 'config'));
  const campaignId = filledText(memberOf(config, 'campaignId')) ?? refuse('CONFIG_CAMPAIGN_ID_NOT_FOUND', 'Campaign ID not found in config data.');
  const recipient = recipientOf(config);
  const schedule = memberOf(config, 'schedule');
  if (schedule?.kind !== 'object') return refuse('CONFIG_SCHEDULE_NOT_FOUND', 'Schedule not found in config data.');
  const scheduledFor = scheduleDate(context, schedule, 'dateTimeUTC');
  const expiresAt = scheduleDate(context, schedule, 'maxDateTimeUTC');
  // The server's own check is inverted: an unknown campaign goes on and fails where it is first used.
  const campaign = (): Campaign => context.business?.campaigns.get(campaignId) ?? nullReference();
  const isSingle = recipient !== null;
  const dynamicVariables = readTextMap(memberOf(config, 'dynamicVariables'), 'DYNAMIC_VARIABLES');
  if (isSingle && dynamicVariables !== null) requireDeclared(dynamicVariables, campaign().dynamicVariables, 'DYNAMIC_VARIABLES');
  const metadata = readTextMap(memberOf(config, 'metadata'), 'METADATA');
  if (isSingle && metadata !== null) requireDeclared(metadata, campaign().metadata, 'METADATA');
  const { agentId, id, maxCallTimeS } = campaign();
  if (context.business?.agentIds.has(agentId) !== true) return refuse('CAMPAIGN_AGENT_NOT_FOUND', 'Campaign agent not found in business.');
  if (recipient === null) return checkBulkFile(context.form);
  const number = callingNumberFor(context.business, campaign(), recipient.region);
  const maps = { dynamicVariables: storable(dynamicVariables), metadata: storable(metadata) };
  return { campaignId: id, agentId, numberId: number.id, provider: number.provider, maxCallTimeS, recipientNumber: recipient.text, scheduledFor, expiresAt, ...maps };
}

function nullReference(): never {
  throw new ServerException('Object reference not set to an instance of an object.');
}

function parseConfig(text: string | null): JsonRecord {
  if (text === null) return refuse('FORM_DATA_CONFIG_NOT_FOUND', 'Config not found in form data.');
  if (text === '') return refuse('FORM_DATA_CONFIG_EMPTY', 'Config not found in form data.');
  let parsed: JsonNode;
  try {
    parsed = readJson(text);
  } catch (error) {
    if (error instanceof BrokenJson) return refuse('CONFIG_DESERIALIZATION_ERROR', `Invalid config data format: ${error.message}`);
    throw error;
  }
  if (parsed.kind === 'object') return parsed;
  const kindName = parsed.kind.charAt(0).toUpperCase() + parsed.kind.slice(1);
  throw new ServerException(`The requested operation requires an element of type 'Object', but the target element has type '${kindName}'.`);
}

/** The recipient of a single call, or `null` for a bulk request. */
function recipientOf(config: JsonRecord): { readonly text: string; readonly region: string | null } | null {
  const number = memberOf(config, 'number');
  if (number?.kind !== 'object') return refuse('CONFIG_NUMBER_NOT_FOUND', 'Number not found in config data.');
  const type = memberOf(number, 'type');
  if (type?.kind !== 'number') return refuse('CONFIG_NUMBER_TYPE_NOT_FOUND', 'Number type not found in config data.');
  const kind = integerOfNode(type.raw);
  if (!wholeNumberKinds.includes(kind)) return refuse('CONFIG_NUMBER_TYPE_UNDEFINED', 'Number type enum not defined.');
  if (kind === numberType.bulk) return null;
  const toNumber = filledText(memberOf(number, 'toNumber')) ?? refuse('CONFIG_NUMBER_TO_NUMBER_NOT_FOUND', 'to number not found in config data.');
  const checked = checkRecipient(toNumber);
  if (checked.kind === 'unparsable') throw new ServerException(checked.message);
  if (checked.kind === 'invalid') return refuse('CONFIG_NUMBER_TO_NUMBER_INVALID', 'To number is invalid. Use E.164 format (+1234567890).');
  return checked;
}

function scheduleDate(context: OperationContext, schedule: JsonRecord, name: 'dateTimeUTC' | 'maxDateTimeUTC'): number {
  const code = `CONFIG_SCHEDULE_${name.toUpperCase()}`;
  const text = filledText(memberOf(schedule, name)) ?? refuse(`${code}_NOT_FOUND`, `Schedule ${name} not found in config data.`);
  return parseInvariantDate(text, context.now) ?? refuse(`${code}_PARSE_ERROR`, `Failed to parse schedule ${name}.`);
}

/** The database takes any name but one with U+0000 in it. */
function storable(map: ReadonlyMap<string, string> | null): Readonly<Record<string, string>> {
  const entries = [...(map ?? [])];
  if (entries.some(([key]) => key.includes('\u0000'))) {
    throw new CallRefused('ForwardCallInitiationRequestAsync:OUTBOUND_CALL_QUEUE_GROUP_ADD_ERROR', 'Failed to add outbound call queue group.');
  }
  return Object.fromEntries(entries);
}
