import { IqraError, type Business, type Client, type Conversation, type Read } from '@iqra-automation/core';
import type { ErrorCode } from '@iqra-automation/core/testing';
import type { Chance, Link } from '../sending/link.ts';
import type { VirtualTime } from '../sending/virtual-time.ts';
import type { Worker } from '../sending/worker.ts';
import { longestTalkMs, type AnsweringServer } from './answering-server.ts';

/** What a client of one worker joins. */
export interface ClientWorld {
  readonly time: VirtualTime;
  readonly server: AnsweringServer;
  readonly chance: Chance;
  readonly dateOffsetMs: number;
}

const campaign = { id: 'campaign', name: 'Campaign', agentId: 'agent', defaultCallingNumberId: null, maxCallTimeSeconds: longestTalkMs / 1_000, dynamicVariables: [], metadata: [] };
const business: Business = { id: 'business', name: 'Business', switchedOff: [], campaigns: [campaign], agents: [], callingNumbers: [], tools: [] };

/** Core's client as one worker has it: the link of the simulated sending, and the reads of *Try Again* on the same faulty road. */
export function modelledClient({ time, server, chance, dateOffsetMs }: ClientWorld, link: Link, worker: Worker): Client {
  const read = async <T>(value: () => T | null): Promise<Read<T>> => {
    const fails = chance.readFault() === 'fails';
    await worker.waitUntil(time.nowMs + chance.legMs());
    const shown = value();
    const serverTimeMs = Math.floor((time.nowMs + dateOffsetMs) / 1_000) * 1_000;
    await worker.waitUntil(time.nowMs + chance.legMs());
    if (fails) throw failure('server');
    if (shown === null) throw failure('not_found');
    return { value: shown, serverTimeMs, serverKind: 'config' };
  };
  const client: Partial<Client> = {
    ...link.reads,
    getBusiness: () => read(() => business),
    getConversation: (id: string) => read<Conversation>(() => server.conversation(id)),
    dial: link.dial,
    waitForTurn: () => Promise.resolve(),
    checkConnection: () => Promise.resolve('config'),
    forOneItem: () => whole,
  };
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- The rest of the API is never asked here; a call of it would fail loudly.
  const whole = client as Client;
  return whole;
}

function failure(kind: 'server' | 'not_found'): IqraError {
  return new IqraError({ kind, code: 'MODELLED_FAULT' as ErrorCode, message: 'A modelled fault.', nextStep: 'None.', placement: 'not_placed' });
}
