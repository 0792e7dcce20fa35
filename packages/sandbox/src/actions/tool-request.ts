import type { ActionVariables } from './action-variables.ts';
import type { ConfiguredAction, CustomTool } from './custom-tool.ts';
import { BadTemplate, fillArgument, renderTemplate } from './templates.ts';

/** The one request of a tool's run. */
export interface ToolRequest {
  readonly method: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | null;
}

const methods = ['GET', 'POST', 'PUT', 'DELETE', 'PATCH'];
const bodyTypes = { formData: 1, urlEncoded: 2, raw: 3 } as const;
const boundary = '----iqra-sandbox-tool';

/**
 * The request that a campaign's action sends.
 * @throws BadTemplate where the server sends nothing: an argument or template that its engine refuses, or a POST without a body type.
 */
export function toolRequest({ tool, arguments: templates }: ConfiguredAction, variables: ActionVariables): ToolRequest {
  const values = Object.fromEntries(Object.entries(templates).map(([name, template]) => [name, fillArgument(template, variables)]));
  const method = methods[tool.requestType] ?? 'GET';
  const body = method === 'GET' || method === 'DELETE' ? null : bodyOf(tool, values);
  const headers = Object.fromEntries(Object.entries(tool.headers).map(([name, value]) => [name, renderTemplate(value, values)]));
  return {
    method,
    url: withEncodedQuery(renderTemplate(tool.endpoint, values)),
    headers: { ...headers, ...(body === null ? {} : { 'content-type': body.contentType }) },
    body: body?.text ?? null,
  };
}

function bodyOf(tool: CustomTool, values: ActionVariables): { readonly contentType: string; readonly text: string } {
  const fields = typeof tool.bodyData === 'object' && tool.bodyData !== null ? Object.entries(tool.bodyData) : [];
  const filled = fields.map(([name, value]) => [name, renderTemplate(value, values)] as const);
  switch (tool.bodyType) {
    case bodyTypes.formData: {
      const parts = filled.map(([name, value]) => `--${boundary}\r\ncontent-disposition: form-data; name=${name}\r\n\r\n${value}\r\n`);
      return { contentType: `multipart/form-data; boundary="${boundary}"`, text: `${parts.join('')}--${boundary}--\r\n` };
    }
    case bodyTypes.urlEncoded:
      return { contentType: 'application/x-www-form-urlencoded', text: new URLSearchParams(Object.fromEntries(filled)).toString() };
    case bodyTypes.raw:
      return { contentType: 'application/json; charset=utf-8', text: typeof tool.bodyData === 'string' ? renderTemplate(tool.bodyData, values) : '' };
    default:
      throw new BadTemplate('A request with a body and the body type None is not sent.');
  }
}

/** The server reads the values of the query and writes them anew, each escaped once. */
function withEncodedQuery(url: string): string {
  const [address = '', ...query] = url.split('?');
  if (query.length === 0) return address;
  const pairs = query.join('?').split('&').map((pair) => {
    const at = pair.indexOf('=');
    if (at <= 0) return encodeURIComponent(pair);
    return `${encodeURIComponent(pair.slice(0, at))}=${encodeURIComponent(decoded(pair.slice(at + 1)))}`;
  });
  return `${address}?${pairs.join('&')}`;
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
