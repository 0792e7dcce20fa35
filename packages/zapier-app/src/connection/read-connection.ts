import { cleanApiKey, type Connection, parseConnection } from '@iqra-automation/core';

export interface ZapierConnection extends Connection {
  readonly apiKey: string;
}

/**
 * Reads the fields of a connection as a person fills them in.
 * @throws IqraError of kind `input` with every problem.
 */
export function readConnection(authData: Readonly<Record<string, unknown>>): ZapierConnection {
  const apiKey = cleanApiKey(authData['api_key']);
  const raw = {
    apiKey,
    businessId: authData['business_id'],
    baseUrl: authData['base_url'],
    requestFormat: authData['request_format'],
  };
  return { ...parseConnection(raw, { allowHttp: false }), apiKey };
}
