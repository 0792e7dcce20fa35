import type { IncomingMessage, ServerResponse } from 'node:http';
import { isOutcomeName, outcomeNames, scriptedEndings } from '../calls/outcomes.ts';
import type { FaultRule } from '../faults/fault-rule.ts';
import { readBody } from '../http/read-body.ts';
import { sendAnswer } from '../http/send-answer.ts';
import { newestRows } from '../page/live-feed.ts';
import type { LiveFeed } from '../page/live-feed.ts';
import { summaryOf } from '../page/summary.ts';
import type { Sandbox } from '../sandbox.ts';
import { agentIds, businessIds, campaignIds, keys, numberIds, webCampaignIds } from '../seed.ts';
import type { SandboxState } from '../state/sandbox-state.ts';
import { plain } from '../wire/answer.ts';
import { isJsonObject } from '../wire/json-value.ts';
import type { JsonObject, JsonValue } from '../wire/json-value.ts';

/** Paths below this drive the sandbox from other processes. They ask for no key: the server listens on this machine only. */
export const controlPath = '/_sandbox';

export interface ControlDependencies {
  readonly sandbox: Sandbox;
  readonly state: SandboxState;
  readonly feed: LiveFeed;
}

const bodyLimitBytes = 1_000_000;

export async function handleControl(deps: ControlDependencies, request: IncomingMessage, response: ServerResponse, path: string): Promise<void> {
  const bytes = await readBody(request, bodyLimitBytes);
  const name = path.slice(controlPath.length).replace(/^\//, '');
  if (request.method === 'GET' && name === 'events') return deps.feed.open(response);
  // A page of another site may send simple requests; only JSON ones can come from this page or a program.
  if (request.method !== 'GET' && request.headers['content-type']?.startsWith('application/json') !== true) {
    return sendJson(response, 415, { error: 'Send a JSON body with content type application/json ({} if there is nothing to say).' });
  }
  try {
    const body = parse(bytes);
    const answer = request.method === 'GET' ? readControl(deps, name) : await changeControl(deps, request.method ?? '', name, body);
    if (answer === undefined) return sendJson(response, 404, { error: `There is no ${request.method ?? ''} ${path}.` });
    return sendJson(response, 200, answer);
  } catch (error) {
    return sendJson(response, 400, { error: error instanceof Error ? error.message : 'The request failed.' });
  }
}

function readControl({ sandbox, state }: ControlDependencies, name: string): unknown {
  switch (name) {
    case '':
      return { ...summaryOf(state), origin: sandbox.origin };
    case 'ledger':
      return sandbox.ledger();
    case 'calls':
      return newestRows(state);
    case 'faults':
      return sandbox.faults.list();
    case 'requests':
      return sandbox.requests().map((entry) => ({ ...entry, body: entry.body.toString('utf8') }));
    case 'seeds':
      return {
        apiKey: sandbox.apiKey,
        businessId: sandbox.businessId,
        businessIds,
        campaignIds,
        agentIds,
        numberIds,
        webCampaignIds,
        keys: Object.fromEntries(Object.entries(keys).map(([label, key]) => [label, key.text])),
        testRecipients: Object.fromEntries(scriptedEndings),
      };
    default:
      return undefined;
  }
}

async function changeControl({ sandbox, state }: ControlDependencies, method: string, name: string, body: JsonObject): Promise<unknown> {
  switch (`${method} ${name}`) {
    case 'POST clock':
      await moveClock(sandbox, body);
      return { now: sandbox.now(), timeScale: sandbox.timeScale };
    case 'POST faults':
      return sandbox.faults.add(body as unknown as FaultRule);
    case 'DELETE faults':
      sandbox.faults.clear();
      return { cleared: true };
    case 'POST inbound': {
      const { callerNumber, outcome } = body;
      const queueId = sandbox.addInboundCall({
        ...(typeof callerNumber === 'string' ? { callerNumber } : {}),
        ...(isOutcomeName(outcome) ? { outcome } : {}),
      });
      await state.durable();
      return { queueId };
    }
    case 'POST outcomes':
      return setOutcome(state, body);
    case 'POST cancel-queued':
      sandbox.cancelQueued();
      await state.durable();
      return { canceled: true };
    case 'POST reset':
      sandbox.reset();
      await state.durable();
      return { reset: true };
    default:
      return removeFault(sandbox, method, name);
  }
}

function setOutcome(state: SandboxState, { outcome, recipient }: JsonObject): unknown {
  if (typeof recipient !== 'string') throw new Error('"recipient" is the number as it will be sent, for example +14155550199.');
  if (outcome !== null && !isOutcomeName(outcome)) throw new Error(`"outcome" is null or one of ${outcomeNames.join(', ')}.`);
  state.setOutcome(recipient, outcome);
  return { recipient, outcome };
}

function removeFault(sandbox: Sandbox, method: string, name: string): unknown {
  const id = method === 'DELETE' ? /^faults\/(\d+)$/.exec(name)?.[1] : undefined;
  const fault = sandbox.faults.list().find((candidate) => String(candidate.id) === id);
  if (fault === undefined) return undefined;
  fault.remove();
  return { removed: fault.id };
}

async function moveClock(sandbox: Sandbox, body: JsonObject): Promise<void> {
  const { advanceMs, advanceUntilSettled, timeScale } = body;
  if (timeScale !== undefined) await sandbox.setTimeScale(Number(timeScale));
  if (advanceMs !== undefined) await sandbox.advance(Number(advanceMs));
  if (advanceUntilSettled === true) await sandbox.advanceUntilSettled();
}

function parse(bytes: Buffer | null): JsonObject {
  if (bytes === null) throw new Error('The body is too large.');
  if (bytes.length === 0) return {};
  const parsed = JSON.parse(bytes.toString('utf8')) as JsonValue;
  if (!isJsonObject(parsed)) throw new Error('The body must be a JSON object.');
  return parsed;
}

function sendJson(response: ServerResponse, status: number, value: unknown): void {
  sendAnswer(response, plain(status, 'application/json; charset=utf-8', JSON.stringify(value)));
}
