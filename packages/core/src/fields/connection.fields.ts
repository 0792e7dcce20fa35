import { requestFormats, type Connection, type RequestFormat } from '../domain/from-host.ts';
import type { InputProblem } from '../errors/iqra-error.ts';
import { defineFields, fieldErrors, inputError, type NothingLeft } from './field.ts';
import { parseInput } from './parse-input.ts';

/** What a connection to an Iqra server needs. */
export const connectionFields = defineFields({
  apiKey: {
    kind: 'text',
    required: true,
    label: 'API Key',
    help: 'Created in the Iqra dashboard under API Keys. A key that is limited to some businesses must include yours.',
    example: 'iu_…',
    maxLength: 2_000,
  },
  businessId: {
    kind: 'text',
    required: true,
    label: 'Business ID',
    help: 'The number of your business, as it stands in the address of the Iqra dashboard.',
    example: '184',
    maxLength: 20,
  },
  baseUrl: {
    kind: 'text',
    required: true,
    label: 'Base URL',
    help: 'The address of the Iqra server without a path. Change it only for a self-hosted server.',
    example: 'https://app.iqra.bot',
    maxLength: 500,
    defaultValue: 'https://app.iqra.bot',
  },
  requestFormat: {
    kind: 'choice',
    required: false,
    label: 'Request Format',
    help: 'Auto suits every known server. Change it only when a server objects to the request.',
    example: 'auto',
    defaultValue: 'auto',
    choices: [
      { value: 'auto', label: 'Auto (Both Forms in One Request)' },
      { value: 'documented', label: 'Documented (Flat Fields)' },
      { value: 'config', label: 'Config (One JSON Field)' },
    ],
  },
});

export interface ConnectionRules {
  /** Plain http is allowed for loopback only; a host inside a private network may allow it for every address. */
  readonly allowHttp: boolean;
}

const loopbackHosts = new Set(['localhost', '127.0.0.1', '[::1]']);

/**
 * Reads the connection of a host's credential. The key is checked and not returned: the host's transport keeps it.
 * A trailing slash, `/api/v1` or a whole dashboard address is reduced to the origin.
 * @throws IqraError of kind `input` with every problem.
 */
export function parseConnection(raw: Readonly<Record<string, unknown>>, rules: ConnectionRules): Connection {
  // A host's credential holds settings of the host as well.
  const own = Object.fromEntries(Object.keys(connectionFields).map((name) => [name, raw[name]]));
  const input = parseInput(connectionFields, { ...own, apiKey: cleanApiKey(raw['apiKey']) });
  const { apiKey, businessId: number, baseUrl: address, requestFormat, ...unread } = input;
  unread satisfies NothingLeft;
  const problems: InputProblem[] = [];
  // A header carries printable ASCII only, so with any other character no request would even leave.
  if (!/^[!-~]+$/.test(apiKey)) {
    problems.push(fieldErrors.problem('KEY_WITH_STRANGE_CHARACTER', 'apiKey', {}));
  }
  if (!/^\d{1,19}$/.test(number)) {
    problems.push(fieldErrors.problem('NOT_A_BUSINESS_ID', 'businessId', {}));
  }
  const baseUrl = readOrigin(address, rules, problems);
  if (problems.length > 0) throw inputError(problems);
  // The server reads 0184 as 184; written in two ways, one business would give one event two keys.
  const businessId = BigInt(number).toString();
  return { baseUrl, businessId, requestFormat: toFormat(requestFormat) };
}

const unseen = String.raw`[\s\p{Cf}\u115F\u1160\u3164]`;

/**
 * What comes along when a key is copied, and no key has: what nobody sees (blanks, line breaks, invisible characters), and the word before
 * the key in a header. It matches piece by piece; a host whose form cannot call `cleanApiKey` has it rendered.
 */
export const besideApiKey = new RegExp(`^${unseen}*(?:Token|Bearer)${unseen}+|${unseen}`, 'giu');

/** The key as it goes into the header of each request; empty for what is no text. */
export function cleanApiKey(typed: unknown): string {
  return typeof typed === 'string' ? typed.replace(besideApiKey, '') : '';
}

function toFormat(value: string): RequestFormat {
  return requestFormats.find((format) => format === value) ?? 'auto';
}

function readOrigin(text: string, rules: ConnectionRules, problems: InputProblem[]): string {
  const url = parseUrl(text);
  if (url === null || (url.protocol !== 'https:' && url.protocol !== 'http:')) {
    problems.push(fieldErrors.problem('NOT_AN_ADDRESS', 'baseUrl', {}));
    return '';
  }
  if (url.username !== '' || url.password !== '') {
    problems.push(fieldErrors.problem('ADDRESS_WITH_SECRET', 'baseUrl', {}));
  }
  if (url.protocol === 'http:' && !rules.allowHttp && !loopbackHosts.has(url.hostname)) {
    problems.push(fieldErrors.problem('HTTPS_REQUIRED', 'baseUrl', {}));
  }
  return url.origin;
}

function parseUrl(text: string): URL | null {
  try {
    return new URL(text);
  } catch {
    return null;
  }
}
