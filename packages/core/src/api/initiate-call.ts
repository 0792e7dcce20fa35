import { DateTime } from 'luxon';
import type { RequestFormat } from '../domain/connection.ts';
import type { DialRequest } from '../sending/planned-call.ts';
import { encodeForm, type FormEntry } from './multipart.ts';
import { businessPath, type Operation } from './operation.ts';

/** Puts one call into the outbound queue; the answer is the queue id. The only operation that dials. */
export const initiateCall: Operation<DialRequest, string, 'dial'> = {
  effect: 'dial',
  toRequest: (input, connection, random) => {
    const { contentType, bytes } = encodeForm(toInitiateForm(input, connection.requestFormat), random);
    return { method: 'POST', path: businessPath(connection, 'call', 'initiate'), body: { contentType, bytes } };
  },
  fromData: (data) => {
    const first: unknown = Array.isArray(data) ? data[0] : null;
    return typeof first === 'string' && first !== '' ? first : null;
  },
};

/**
 * The form of one call. The server's source reads one field `config`; the published documentation names flat fields. In `auto`
 * both are sent in one body: a server of either kind finds what it reads and ignores the rest.
 */
function toInitiateForm(request: DialRequest, format: RequestFormat): readonly FormEntry[] {
  switch (format) {
    case 'config':
      return configEntries(request);
    case 'documented':
      return documentedEntries(request);
    case 'auto':
      return [...(request.campaignId === null ? [] : configEntries(request)), ...documentedEntries(request)];
    default:
      return format satisfies never;
  }
}

/** Both maps are always objects: the server skips a campaign's required-variable rules when the member is missing. */
function configEntries(request: DialRequest): readonly FormEntry[] {
  const config = {
    campaignId: request.campaignId,
    number: { type: 0, toNumber: request.recipientNumber },
    schedule: { dateTimeUTC: toWireTime(request.startMs), maxDateTimeUTC: toWireTime(request.latestStartMs) },
    dynamicVariables: request.dynamicVariables,
    metadata: { ...request.metadata, ...request.configMetadata },
  };
  return [['config', JSON.stringify(config)]];
}

function documentedEntries(request: DialRequest): readonly FormEntry[] {
  const optional: readonly (readonly [string, string | null])[] = [
    ['NumberId', request.callingNumberId],
    ['AgentId', request.agentId],
    ['CampaignId', request.campaignId],
    ['ScheduledTime', request.scheduled ? toWireTime(request.startMs) : null],
  ];
  return [
    ['RecipientNumber', request.recipientNumber],
    ...optional.filter((entry): entry is readonly [string, string] => entry[1] !== null),
    ...Object.entries(request.dynamicVariables).map(([key, value]): FormEntry => [`DynamicVariables[${key}]`, value]),
    ...Object.entries(request.metadata).map(([key, value]): FormEntry => [`Metadata[${key}]`, value]),
  ];
}

/** Always with `Z`: without an offset the server takes its own local time. */
function toWireTime(ms: number): string {
  return DateTime.fromMillis(ms, { zone: 'utc' }).toISO({ suppressMilliseconds: false }) ?? '';
}
