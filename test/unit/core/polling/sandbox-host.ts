import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { polling, type CallReads, type Client, type EndedCallEvent, type EndedCallOptions, type PollBudget, type PollResult } from '@iqra-automation/core';
import { campaignIds } from '../../../../packages/sandbox/src/seed.ts';
import type { OutcomeName, Sandbox, SandboxOptions } from '../../../../packages/sandbox/src/sandbox.ts';
import { realClock } from '../open-sandbox-client.ts';

/** Scripts the outcome of each recipient of a test. */
export class Script {
  readonly #outcomes = new Map<string, OutcomeName>();
  #next = 0;

  readonly options: SandboxOptions = { timeScale: 0, outcomeOf: (recipient) => this.#outcomes.get(recipient) };

  /** A valid number nobody used yet, whose call goes this way. */
  recipient(outcome: OutcomeName): string {
    const number = `+1415${555 + Math.floor(this.#next / 10_000)}${String(this.#next % 10_000).padStart(4, '0')}`;
    this.#next += 1;
    this.#outcomes.set(number, outcome);
    return number;
  }
}

/** Places calls with these outcomes, a few at a time; returns their queue ids in order. */
export async function placeCalls(client: Client, sandbox: Sandbox, script: Script, outcomes: readonly OutcomeName[], campaignId: string = campaignIds.reminders): Promise<string[]> {
  const ids: string[] = [];
  for (let i = 0; i < outcomes.length; i += 20) {
    const some = outcomes.slice(i, i + 20).map((outcome) => placeCall(client, sandbox, script.recipient(outcome), campaignId));
    ids.push(...(await Promise.all(some)));
  }
  return ids;
}

async function placeCall(client: Client, sandbox: Sandbox, recipientNumber: string, campaignId: string): Promise<string> {
  const answer = await client.dial({
    recipientNumber,
    campaignId,
    agentId: null,
    callingNumberId: null,
    dynamicVariables: { customer_name: 'Amina' },
    metadata: { iqra_call_key: `key-of-${recipientNumber}`, crm_id: 'C-1' },
    startMs: sandbox.now(),
    latestStartMs: sandbox.now() + 3_600_000,
    scheduled: false,
  });
  if (answer.kind !== 'queued') throw new Error(`${answer.kind} ${'error' in answer ? answer.error.message : ''}`);
  return answer.queueId;
}

/** Keeps state and events as n8n does: together, as JSON. */
export class TestHost {
  state: string | undefined;
  readonly events: EndedCallEvent[] = [];
  readonly #reads: () => CallReads;
  readonly #options: EndedCallOptions;
  readonly #budget: PollBudget;

  constructor(reads: () => CallReads, options: EndedCallOptions = {}, budget: PollBudget = {}) {
    this.#reads = reads;
    this.#options = options;
    this.#budget = budget;
  }

  /** One poll whose results are kept. */
  async poll(): Promise<PollResult<EndedCallEvent>> {
    const result = await this.pollInVain();
    this.state = JSON.stringify(result.state);
    this.events.push(...result.events);
    return result;
  }

  /** One poll whose results are lost. */
  pollInVain(): Promise<PollResult<EndedCallEvent>> {
    const state: unknown = this.state === undefined ? undefined : JSON.parse(this.state);
    return polling.pollEndedCalls({ reads: this.#reads(), clock: realClock, state, options: this.#options, budget: this.#budget });
  }

  get ids(): string[] {
    return this.events.map((event) => event.id).sort();
  }
}

export function freshFolder(): string {
  return mkdtempSync(join(tmpdir(), 'iqra-polling-'));
}
