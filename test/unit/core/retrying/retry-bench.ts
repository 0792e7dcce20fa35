import {
  createCallingMemory,
  createCampaignDirectory,
  isIqraError,
  placeCall,
  retrying,
  type HostEvent,
  type IqraError,
  type RequestFormat,
} from '@iqra-automation/core';
import { startSandbox, type Sandbox, type SandboxOptions } from '../../../../packages/sandbox/src/sandbox.ts';
import { businessIds, campaignIds, keys } from '../../../../packages/sandbox/src/seed.ts';
import { openCaller } from '../open-sandbox-client.ts';

export const hour = 3_600_000;
/** 10:00 in New York on a Tuesday. */
export const startAt = '2026-12-01T15:00:00Z';
export const host: HostEvent = { source: 'test', itemId: 'item', stepId: 'step' };
export const open = { callingHours: 'off' } as const;

/** Ends as the sandbox's table of recipients says. */
export function numberFor(ending: string): string {
  return `+14155550${ending.padStart(3, '1')}`;
}

/** A sandbox whose clock is that of the step too, with what tests of *Try Again* do in it. */
export class RetryBench {
  readonly sandbox: Sandbox;
  readonly #format: RequestFormat;

  private constructor(sandbox: Sandbox, format: RequestFormat) {
    this.sandbox = sandbox;
    this.#format = format;
  }

  static async open(format: 'auto' | 'documented' = 'auto', outcomeOf?: SandboxOptions['outcomeOf']): Promise<RetryBench> {
    const course = outcomeOf === undefined ? {} : { outcomeOf };
    return new RetryBench(await startSandbox({ timeScale: 0, startAt, format: format === 'auto' ? 'either' : format, ...course }), format);
  }

  /** Of a process that remembers nothing. */
  deps(apiKey: string = keys.full.text): retrying.TryAgainDeps {
    const clock = { now: () => this.sandbox.now(), sleep: (ms: number) => this.sandbox.advance(ms), random: () => 0.5 };
    const caller = openCaller(this.sandbox, { apiKey, connection: { requestFormat: this.#format }, deps: { clock } });
    return { ...caller, memory: createCallingMemory(), campaigns: createCampaignDirectory(caller.client) };
  }

  /** A call that has ended, three minutes after it had. */
  async endedCall(ending: string, more: object = {}): Promise<string> {
    const raw = { recipientNumber: numberFor(ending), campaignId: campaignIds.consultation, eventKey: `lead-${ending}`, ...open, ...more };
    const { queueId } = await placeCall(this.deps(), raw, host);
    await this.sandbox.advanceUntilSettled();
    await this.sandbox.advance(3 * 60_000);
    return queueId;
  }

  /** A call that somebody placed with the API alone, once it has ended. */
  async placedElsewhere(toNumber: string): Promise<string> {
    const form = new FormData();
    const nowMs = this.sandbox.now();
    const schedule = { dateTimeUTC: new Date(nowMs).toISOString(), maxDateTimeUTC: new Date(nowMs + hour).toISOString() };
    form.set('config', JSON.stringify({ campaignId: campaignIds.consultation, number: { type: 0, toNumber }, schedule }));
    const address = `${this.sandbox.origin}/api/v1/business/${businessIds.clinic}/call/initiate`;
    await fetch(address, { method: 'POST', headers: { Authorization: `Token ${keys.full.text}` }, body: form });
    await this.sandbox.advanceUntilSettled();
    return this.accepted().at(-1)?.queueId ?? '';
  }

  again(queueId: string | null, more: retrying.RawTryAgainInput = {}, deps = this.deps()): Promise<retrying.TryAgainResult> {
    return retrying.tryAgain(deps, { queueId, ...open, ...more }, host);
  }

  accepted() {
    return this.sandbox.ledger().accepted;
  }

  operations() {
    return this.sandbox.requests().map(({ operation }) => operation);
  }
}

export async function refusalOf(work: Promise<unknown>): Promise<IqraError> {
  const error: unknown = await work.then(() => null, (thrown: unknown) => thrown);
  if (isIqraError(error)) return error;
  throw new Error('expected a refusal');
}
