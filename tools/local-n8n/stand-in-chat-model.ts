import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';

interface ChatMessage { readonly role: string; readonly content?: unknown }
interface Schema { readonly properties?: Readonly<Record<string, Schema>> }
interface ChatTool { readonly function: { readonly name: string; readonly parameters?: Schema } }
interface ChatRequest { readonly model?: string; readonly messages: readonly ChatMessage[]; readonly tools?: readonly ChatTool[] }

export interface StandInChatModel {
  /** Base URL in the manner of OpenAI's API. */
  readonly baseUrl: string;
  /** How often it was asked. */
  requests(): number;
  close(): Promise<void>;
}

/**
 * Starts a scripted stand-in for a chat model with OpenAI's chat interface: it calls the tool for which it knows most arguments, once (twice at the same time
 * where the request says "twice"), filling each argument from what `argumentsFor` reads in the person's request, and then repeats the tool's answers. It lets the AI agent example run without any outside service.
 */
export async function startStandInChatModel(argumentsFor: (request: string) => Readonly<Record<string, string>>, wantedPort = 0): Promise<StandInChatModel> {
  let asked = 0;
  const server = createServer((request, response) => {
    void readJson(request).then((body) => {
      asked += 1;
      response.setHeader('content-type', 'application/json');
      return response.end(JSON.stringify(answer(body, requestOf(body), argumentsFor)));
    });
  });
  await new Promise<void>((resolve) => server.listen(wantedPort, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    baseUrl: `http://127.0.0.1:${port}/v1`,
    requests: () => asked,
    close: () => new Promise((resolve) => {
      server.closeAllConnections();
      server.close(() => resolve());
    }),
  };
}

function requestOf({ messages }: ChatRequest): string {
  return textOf(messages.findLast((message) => message.role === 'user')?.content);
}

function textOf(content: unknown): string {
  return typeof content === 'string' ? content : JSON.stringify(content ?? 'nothing');
}

function answer(body: ChatRequest, request: string, argumentsFor: (request: string) => Readonly<Record<string, string>>): unknown {
  const argumentsByName = argumentsFor(request);
  const toolAnswers = body.messages.filter((message) => message.role === 'tool');
  const tool = mostFitting(body.tools ?? [], argumentsByName);
  if (toolAnswers.length > 0 || tool === undefined) {
    return completion(body, { role: 'assistant', content: `Done. The tool answered: ${toolAnswers.map(({ content }) => textOf(content)).join(' and ')}` }, 'stop');
  }
  const chosen = filled(tool.function.parameters ?? {}, argumentsByName);
  const numbers = /\btwice\b/i.test(request) ? [0, 1] : [0];
  const calls = numbers.map((number) => ({
    id: `call_${body.messages.length}_${number}`, type: 'function', function: { name: tool.function.name, arguments: JSON.stringify(chosen) },
  }));
  return completion(body, { role: 'assistant', content: null, tool_calls: calls }, 'tool_calls');
}

/** The tool for which most arguments are known. */
function mostFitting(tools: readonly ChatTool[], argumentsByName: Readonly<Record<string, string>>): ChatTool | undefined {
  const known = (tool: ChatTool): number => namesIn(tool.function.parameters ?? {}).filter((name) => name in argumentsByName).length;
  return tools.toSorted((a, b) => known(b) - known(a))[0];
}

/** n8n's human review puts the arguments of the tool behind it one level deeper. */
function filled(schema: Schema, argumentsByName: Readonly<Record<string, string>>): Readonly<Record<string, unknown>> {
  const entries = Object.entries(schema.properties ?? {});
  return Object.fromEntries(entries.map(([name, inner]) => [name, inner.properties === undefined ? (argumentsByName[name] ?? '') : filled(inner, argumentsByName)]));
}

function namesIn(schema: Schema): readonly string[] {
  return Object.entries(schema.properties ?? {}).flatMap(([name, inner]) => [name, ...namesIn(inner)]);
}

function completion(body: ChatRequest, message: unknown, finishReason: string): unknown {
  return {
    id: 'chatcmpl-stand-in',
    object: 'chat.completion',
    created: 0,
    model: body.model ?? 'stand-in',
    choices: [{ index: 0, message, finish_reason: finishReason }],
    usage: { prompt_tokens: 1, completion_tokens: 1, total_tokens: 2 },
  };
}

async function readJson(request: IncomingMessage): Promise<ChatRequest> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const text = Buffer.concat(chunks).toString('utf8');
  return text === '' ? { messages: [] } : (JSON.parse(text) as ChatRequest);
}
