import { cleanApiKey, type Connection, connectionFields, parseConnection } from '@iqra-automation/core';
import { readDrawn } from '../drawn-fields.ts';

export interface ZapierConnection extends Connection {
  readonly apiKey: string;
}

/**
 * Reads the fields of a connection as a person fills them in.
 * @throws IqraError of kind `input` with every problem.
 */
export function readConnection(authData: Readonly<Record<string, unknown>>): ZapierConnection {
  const raw = readDrawn(connectionFields, authData);
  return { ...parseConnection(raw, { allowHttp: false }), apiKey: cleanApiKey(raw.apiKey) };
}
