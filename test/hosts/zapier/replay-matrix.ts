import type { FaultRule } from '../../../packages/sandbox/src/sandbox.ts';
import { campaignIds } from '../../../packages/sandbox/src/seed.ts';
import type { StepResult } from './step-result.ts';
import type { Values } from './zapier-app.ts';
import type { ZapierWithSandbox } from './zapier-with-sandbox.ts';

/** Everything that can happen to the request that places a call; the look-ups work. */
export const dialFaults: readonly FaultRule[] = [
  ...(['drop', 'reset', 'truncated', 'html', 'empty_body', 'wrong_json', 'redirect', '500', '502', '503', '504', 'hang'] as const).flatMap((kind) => [
    { kind, when: 'before_accept' as const },
    { kind, when: 'after_accept' as const },
  ]),
  { kind: 'drop', when: 'delayed_accept', delayMs: 60_000 },
  { kind: '504', when: 'delayed_accept', delayMs: 60_000 },
  { kind: 'slow', when: 'after_accept', delayMs: 20_000 },
  { kind: '401' },
  { kind: '403' },
  { kind: '413' },
  { kind: '429' },
  { kind: '429', retryAfterSeconds: 2 },
  { kind: '429', retryAfterSeconds: 3_600 },
  { kind: 'enqueue_error', when: 'before_accept' },
  { kind: 'enqueue_error', when: 'after_accept' },
  { kind: 'queued_without_id', when: 'after_accept' },
  { kind: 'group_add_error' },
  { kind: 'exception', message: 'A timeout occurred after 30000ms selecting a server' },
  { kind: 'exception', message: 'Object reference not set to an instance of an object' },
  { kind: 'insufficient_balance' },
  { kind: 'failure', code: 'InitiateCall:SOMETHING_NEW', message: 'A code nobody knows' },
];

/** A step that may place a call. */
export interface CallingStep {
  readonly action: string;
  readonly input: Values;
}

/** One event whose step is run again and again. */
export interface ReplayedStep extends CallingStep {
  readonly name: string;
  readonly recipient: string;
  readonly results: StepResult[];
}

export interface MatrixOptions {
  /** What happens to the requests of the steps, one step for each. Default all of `dialFaults`. */
  readonly faults?: readonly FaultRule[];
  /** Runs of each step: the first one and its replays. */
  readonly rounds: number;
  /** How often each fault strikes. */
  readonly strikes: number;
  /** Steps that run at the same time. */
  readonly concurrency: number;
  /** Prefix of the recipients, so that two matrices on one sandbox do not meet. */
  readonly recipients: string;
  /** The step that shall place one call to this recipient. Default *Initiate Outbound Call*. */
  readonly stepFor?: (recipient: string) => CallingStep;
}

/** Zapier replays an errored step for the first time after five minutes. */
const betweenRoundsMs = 6 * 60_000;

/**
 * Runs one step for each fault, and then replays it, halted or not, with minutes of the sandbox's time in between. The second run
 * comes even after a success, as a redelivered event; a step that has succeeded twice rests.
 */
export async function runReplayMatrix(zapier: ZapierWithSandbox, options: MatrixOptions): Promise<readonly ReplayedStep[]> {
  const steps = (options.faults ?? dialFaults).map((fault, at) => prepareStep(zapier, fault, at, options));
  for (let round = 1; round <= options.rounds; round += 1) {
    const waiting = steps.filter(({ results }) => results.filter(({ status }) => status === 'success').length < 2);
    const worker = async (): Promise<void> => {
      for (let step = waiting.shift(); step !== undefined; step = waiting.shift()) {
        step.results.push(await zapier.app.create(step.action, step.input));
      }
    };
    await Promise.all(Array.from({ length: options.concurrency }, worker));
    await zapier.sandbox.advance(betweenRoundsMs);
  }
  await zapier.sandbox.advanceUntilSettled();
  return steps;
}

function prepareStep({ sandbox }: ZapierWithSandbox, fault: FaultRule, at: number, options: MatrixOptions): ReplayedStep {
  const recipient = `${options.recipients}${String(at).padStart(2, '0')}`;
  const name = [fault.kind, fault.when, fault.message ?? fault.retryAfterSeconds, `#${String(at)}`].filter((part) => part !== undefined).join(' ');
  const step = options.stepFor?.(recipient) ?? firstCall(recipient, name);
  sandbox.faults.add({ ...fault, times: options.strikes, match: { operation: 'initiateCall', recipient } });
  return { ...step, name, recipient, results: [] };
}

function firstCall(recipient: string, name: string): CallingStep {
  return { action: 'initiate_call', input: { recipient_number: recipient, campaign_id: campaignIds.consultation, event_key: `event of ${name}`, calling_hours: 'off' } };
}

/** Steps whose recipient's phone rang more than once. */
export function calledTwice({ sandbox }: ZapierWithSandbox, steps: readonly ReplayedStep[]): readonly { readonly name: string; readonly dials: number; readonly statuses: readonly string[] }[] {
  const { dials } = sandbox.ledger();
  return steps
    .map(({ name, recipient: own, results }) => ({
      name,
      dials: dials.filter(({ recipient }) => recipient === own).length,
      statuses: results.map(({ status }) => status),
    }))
    .filter((step) => step.dials > 1);
}
