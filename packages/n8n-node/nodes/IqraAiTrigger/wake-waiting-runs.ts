import { waiting, type WaitedForCall } from '@iqra-automation/core';
import type { IPollFunctions } from 'n8n-workflow';
import { asRecord } from '../connection/as-record.ts';
import { n8nClock } from '../connection/n8n-clock.ts';
import { longestWaitDays } from '../IqraAi/waiting/wait.properties.ts';
import { isWakeAddress } from '../IqraAi/waiting/wake-address.ts';
import { judgeWakeAnswer } from './judge-wake-answer.ts';

/** An execution of this n8n that is still to be told that one of its calls has ended. Kept between polls, as JSON. */
export interface PendingWake {
	readonly queueId: string;
	readonly address: string;
	readonly sinceMs: number;
	readonly tries: number;
	/** Not to be told again before this time, in ms since 1970 UTC. */
	readonly nextMs: number;
}

const minuteMs = 60_000;
const longestWaitMs = longestWaitDays * 24 * 60 * minuteMs;
const longestPauseMs = 60 * minuteMs;
const mostPending = 1_000;
const mostAtOnce = 5;
const longestRequestMs = 10_000;
/** The events of the poll wait no longer for answers; what is under way goes on without them. */
const longestDelayMs = 3_000;
const shortPauseMs = 100;
/** No post is begun later. */
const longestWakingMs = 20_000;
/** After so many in a row that got no answer the rest waits for the next poll. */
const mostFailures = 3;

/**
 * Posts to the executions of this n8n that wait for the calls that ended, and returns those to be told again: whoever could not answer,
 * has not answered yet, runs just now, or does not see the end yet. Only addresses of our own below this n8n's waiting webhooks are
 * posted to, without a key and without a body; what is posted is not believed there (docs/decisions/0081-wake-ups-are-hints.md).
 */
export async function wakeWaitingRuns(context: IPollFunctions, kept: unknown, waitedFor: readonly WaitedForCall[]): Promise<readonly PendingWake[]> {
	const nowMs = n8nClock.now();
	const base = waitingBase(context);
	const found = waitedFor.flatMap(({ queueId, metadata }): readonly PendingWake[] => {
		const address = waitingAddress(metadata, base);
		return address === null ? [] : [{ queueId, address, sinceMs: nowMs, tries: 0, nextMs: nowMs }];
	});
	const pending = new Map([...found, ...readPending(kept, base)].map((wake) => [wake.queueId, wake]));
	await orAfter(nowMs + longestDelayMs, postDue(context, pending, { nowMs, base }));
	return [...pending.values()].slice(-mostPending);
}

/** Posts once to each execution, for all its calls. What is posted to stands in `pending` with its next time until it has answered. */
async function postDue(context: IPollFunctions, pending: Map<string, PendingWake>, { nowMs, base }: { readonly nowMs: number; readonly base: string }): Promise<void> {
	const due = [...pending.values()].filter(({ nextMs, sinceMs }) => nextMs <= nowMs || nextMs > sinceMs + 2 * longestWaitMs).sort((a, b) => a.nextMs - b.nextMs);
	const addresses = [...new Set(due.map(({ address }) => address))];
	let failures = 0;
	const worker = async (): Promise<void> => {
		for (let to = addresses.shift(); to !== undefined && failures < mostFailures && n8nClock.now() - nowMs < longestWakingMs; to = addresses.shift()) {
			const wakes = due.filter(({ address }) => address === to);
			for (const wake of wakes) pending.set(wake.queueId, later(wake));
			const answer = await post(context, to);
			const verdicts = wakes.map((wake) => ({ wake, verdict: judgeWakeAnswer(wake.queueId, answer.status, answer.body) }));
			failures = verdicts.some(({ verdict }) => verdict === 'no_answer') ? failures + 1 : 0;
			for (const { wake, verdict } of verdicts) if (verdict === 'done' || n8nClock.now() - wake.sinceMs > longestWaitMs) pending.delete(wake.queueId);
		}
	};
	await Promise.all(Array.from({ length: mostAtOnce }, worker));
	if (failures >= mostFailures) {
		context.logger.warn(`${context.getNode().name}: this n8n could not reach its own address ${base}, so executions that wait for calls are woken later.`);
	}
}

/** Resolves with the work, at the latest at this moment. */
async function orAfter(untilMs: number, work: Promise<void>): Promise<void> {
	const watch = { over: false };
	const limit = async (): Promise<void> => {
		while (!watch.over && n8nClock.now() < untilMs) await n8nClock.sleep(Math.min(shortPauseMs, untilMs - n8nClock.now()));
	};
	await Promise.race([work, limit()]);
	watch.over = true;
}

/** Status 0 = no answer. */
async function post(context: IPollFunctions, address: string): Promise<{ readonly status: number; readonly body: unknown }> {
	try {
		const answer: unknown = await context.helpers.httpRequest({
			method: 'POST',
			url: address,
			timeout: longestRequestMs,
			disableFollowRedirect: true,
			ignoreHttpStatusErrors: true,
			returnFullResponse: true,
		});
		const { statusCode, body } = asRecord(answer);
		return { status: typeof statusCode === 'number' ? statusCode : 0, body };
	} catch {
		return { status: 0, body: undefined };
	}
}

/** The address of a sleeping execution that a call carries, or `null`. */
function waitingAddress(metadata: Readonly<Record<string, string>>, base: string): string | null {
	const address = waiting.resumeAddressOf(metadata, base);
	return address !== null && isWakeAddress(address) ? address : null;
}

/** A minute, two, four, at most an hour. */
function later(wake: PendingWake): PendingWake {
	return { ...wake, tries: wake.tries + 1, nextMs: n8nClock.now() + Math.min(longestPauseMs, minuteMs * 2 ** Math.min(wake.tries, 10)) };
}

/** Where this n8n's waiting executions listen; n8n's contexts hold it, but declare it to nodes only for an execution. */
function waitingBase(context: IPollFunctions): string {
	const base = asRecord(Reflect.get(context, 'additionalData'))['webhookWaitingBaseUrl'];
	return typeof base === 'string' ? base : `${context.getInstanceBaseUrl()}webhook-waiting`;
}

/** What the last poll kept; checked again, because the base may have changed since. */
function readPending(kept: unknown, base: string): readonly PendingWake[] {
	if (!Array.isArray(kept)) return [];
	return kept.map(asRecord).flatMap(({ queueId, address, sinceMs, tries, nextMs }): readonly PendingWake[] => {
		if (typeof queueId !== 'string' || typeof address !== 'string' || typeof sinceMs !== 'number' || typeof tries !== 'number' || typeof nextMs !== 'number') return [];
		return waitingAddress({ [waiting.resumeAddressKey]: address }, base) === null ? [] : [{ queueId, address, sinceMs, tries, nextMs }];
	});
}
