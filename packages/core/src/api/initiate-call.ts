import { DateTime } from 'luxon';
import type { RequestFormat } from '../domain/from-host.ts';
import type { DialRequest } from '../sending/planned-call.ts';
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
 * both are sent in one body: a server of either kind finds what it reads and ignores the rest (docs/decisions/0003-one-body-for-both-servers.md).
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

/** One text field of a form. A file name would turn it into a file, which the server would not find. */
export type FormEntry = readonly [name: string, value: string];

interface EncodedBody {
  readonly contentType: string;
  readonly bytes: Uint8Array;
}

/**
 * Encodes text fields as multipart/form-data (RFC 7578). The boundary is made from the given random source and does not occur
 * in the content. Names are escaped as browsers do: quotation mark, CR and LF in percent form.
 */
export function encodeForm(entries: readonly FormEntry[], random: () => number): EncodedBody {
  const boundary = chooseBoundary(entries, random);
  const parts = entries.map(([name, value]) => `--${boundary}\r\ncontent-disposition: form-data; name="${escapeName(name)}"\r\n\r\n${value}\r\n`);
  const bytes = new TextEncoder().encode(`${parts.join('')}--${boundary}--\r\n`);
  return { contentType: `multipart/form-data; boundary=${boundary}`, bytes };
}

function escapeName(name: string): string {
  return name.replace(/\r/g, '%0D').replace(/\n/g, '%0A').replace(/"/g, '%22');
}

function chooseBoundary(entries: readonly FormEntry[], random: () => number): string {
  for (;;) {
    const digits = Array.from({ length: 24 }, () => Math.floor(random() * 36).toString(36)).join('');
    const boundary = `iqra-${digits}`;
    if (!entries.some(([name, value]) => name.includes(boundary) || value.includes(boundary))) return boundary;
  }
}
