import type { IncomingMessage, ServerResponse } from 'node:http';
import { setTimeout as delay } from 'node:timers/promises';
import { authoriseBusiness, authoriseUser } from '../access/authorise.ts';
import type { FaultBoard } from '../faults/fault-board.ts';
import { isAccompanyingFault, isWireFault } from '../faults/fault-rule.ts';
import type { FaultRule, SemanticFault } from '../faults/fault-rule.ts';
import type { RequestFormat } from '../operations/initiate-call.ts';
import type { Operation } from '../operations/operation.ts';
import type { SandboxState } from '../state/sandbox-state.ts';
import { plain } from '../wire/answer.ts';
import type { Answer, PlainAnswer } from '../wire/answer.ts';
import { asDocumented } from '../wire/documented-answer.ts';
import { inEnvelope } from '../wire/envelope.ts';
import { authorizationOf } from './authorization.ts';
import { bindRequest } from './bind-request.ts';
import type { BoundRequest } from './bind-request.ts';
import { negotiatedType } from './negotiated-type.ts';
import type { RateLimit } from './rate-limit.ts';
import { readBody } from './read-body.ts';
import { recipientOfForm } from './recipient-of-form.ts';
import type { RequestLog } from './request-log.ts';
import { routeOf } from './route.ts';
import { sendAnswer } from './send-answer.ts';
import { spoilAnswer } from './spoil-answer.ts';

export interface ApiDependencies {
  readonly state: SandboxState;
  readonly faults: FaultBoard;
  readonly log: RequestLog;
  readonly operations: readonly Operation[];
  readonly format: RequestFormat;
  readonly rateLimit: RateLimit | null;
  readonly origin: () => string;
}

interface Work {
  readonly operation: Operation;
  readonly bound: BoundRequest;
  readonly id: string;
  readonly authorization: string;
  /** In which the client wants the envelope. */
  readonly mediaType: string;
  readonly listLagMs: number;
}

const bodyLimitBytes = 30_000_000;
const defaultSlowMs = 1_000;

/** One request to `/api/v1`: bind, authorise, run, answer; with whatever fault is due. */
export async function handleApi(deps: ApiDependencies, request: IncomingMessage, response: ServerResponse, path: string): Promise<void> {
  const bytes = await readBody(request, bodyLimitBytes);
  const route = routeOf(deps.operations, request.method ?? 'GET', path);
  const operation = route.kind === 'operation' ? route.operation : null;
  const binding = route.kind === 'operation' ? bindRequest(route.operation, request, bytes, route.businessIdText) : null;
  const recipient = binding?.ok === true ? recipientOfForm(binding.form) : null;
  const authorization = authorizationOf(request);
  const limited = deps.rateLimit?.check(authorization, deps.state.now());
  const refusal = limited?.refusal ?? null;
  const struck = { operation: operation?.name ?? null, path, recipient };
  const accompanying = deps.faults.accompany(struck);
  const rule = refusal === null ? deps.faults.strike(struck) : null;
  deps.log.add({
    at: deps.state.now(),
    method: request.method ?? 'GET',
    path,
    operation: operation?.name ?? null,
    contentType: request.headers['content-type'] ?? null,
    body: bytes ?? Buffer.alloc(0),
    recipient,
    fault: rule?.kind ?? null,
  });
  const dateOffsetMs = accompanying.find(({ kind }) => kind === 'wrong_date')?.offsetMs ?? 0;
  if (dateOffsetMs !== 0) response.setHeader('date', new Date(deps.state.now() + dateOffsetMs).toUTCString());
  if (limited !== undefined) response.setHeader('x-ratelimit-remaining', String(limited.remaining));
  const respond = (produce: (fault: SemanticFault | null) => Promise<PlainAnswer>, defer: (delayMs: number) => void): Promise<void> =>
    respondWithFault(rule, produce, defer, request, response);

  if (refusal !== null) return sendAnswer(response, refusal);
  if (route.kind === 'not_found') return respond(() => Promise.resolve(plain(404, null, '')), () => undefined);
  if (route.kind === 'wrong_method') return respond(() => Promise.resolve(plain(405, null, '', { allow: route.allow })), () => undefined);
  if (binding === null || !binding.ok) {
    const framework = binding?.answer ?? plain(404, null, '');
    return respond(() => Promise.resolve(framework), () => undefined);
  }
  const work: Work = { operation: route.operation, bound: binding, id: route.id, authorization, mediaType: negotiatedType(request.headers.accept), listLagMs: listLagOf(accompanying) };
  return respond(
    async (fault) => {
      const answer = await runOperation(deps, work, fault, deps.state.now());
      await deps.state.durable();
      return answer;
    },
    (delayMs) => deps.state.delayAccept(deps.state.now() + delayMs, (at) => void runOperation(deps, work, null, at)),
  );
}

function listLagOf(rules: readonly FaultRule[]): number {
  return rules.find(({ kind }) => kind === 'lagging_list')?.delayMs ?? 0;
}

async function respondWithFault(
  rule: FaultRule | null,
  produce: (fault: SemanticFault | null) => Promise<PlainAnswer>,
  defer: (delayMs: number) => void,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  if (rule === null) return sendAnswer(response, await produce(null));
  const when = rule.when ?? 'before_accept';
  if (when === 'delayed_accept') defer(rule.delayMs ?? defaultSlowMs);
  if (isAccompanyingFault(rule.kind)) return sendAnswer(response, await produce(null));
  if (!isWireFault(rule.kind)) {
    const accepted = when === 'after_accept' || (rule.kind === 'queued_without_id' && when !== 'delayed_accept');
    return sendAnswer(response, await produce({ kind: rule.kind, accepted, rule }));
  }
  if (rule.kind === 'slow') {
    const answer = when === 'after_accept' ? await produce(null) : null;
    await delay(rule.delayMs ?? defaultSlowMs, undefined, { ref: false });
    return sendAnswer(response, answer ?? (await produce(null)));
  }
  if (rule.kind === 'repeated') {
    await produce(null);
    await delay(rule.delayMs ?? 0, undefined, { ref: false });
    return sendAnswer(response, await produce(null));
  }
  const answer = when === 'after_accept' ? await produce(null) : inEnvelope({ kind: 'success', data: ['000000000000000000000000'] }, 'camel');
  spoilAnswer(rule.kind, rule, answer, request, response);
}

async function runOperation(deps: ApiDependencies, work: Work, fault: SemanticFault | null, now: number): Promise<PlainAnswer> {
  const answer = await checkedRun(deps, work, fault, now);
  return deps.format === 'documented' ? inEnvelope(asDocumented(answer), 'pascal') : inEnvelope(answer, 'camel', work.mediaType);
}

function checkedRun(deps: ApiDependencies, { operation, bound, id, authorization, listLagMs }: Work, fault: SemanticFault | null, now: number): Answer | Promise<Answer> {
  const common = { state: deps.state, origin: deps.origin(), now, id, body: bound.body, form: bound.form, fault, listLagMs };
  const { tenancy } = deps.state.options;
  const codePrefix = operation.accessPrefix ?? operation.codePrefix;
  if (bound.businessId === null) {
    const user = authoriseUser(tenancy, authorization, codePrefix);
    return user.ok ? operation.run({ ...common, key: user.key, business: null }) : user.answer;
  }
  const { permissions, needsEditing } = operation;
  const access = authoriseBusiness({ tenancy, authorization, businessId: bound.businessId, codePrefix, permissions, needsEditing });
  return access.ok ? operation.run({ ...common, key: access.key, business: access.business }) : access.answer;
}
