import { asRecord } from '../connection/as-record.ts';

/** `again` = the execution may still need to be told; `no_answer` = it was not reached. */
export type WakeVerdict = 'done' | 'again' | 'no_answer';

/** What an answer of a waiting execution means for the one who woke it. */
export function judgeWakeAnswer(queueId: string, status: number, body: unknown): WakeVerdict {
	if (status >= 200 && status < 300) return sleepsOnWithout(queueId, body) ? 'again' : 'done';
	// Runs just now (its step looks itself), or went on and is over.
	if (status === 409) return isOver(body) ? 'done' : 'again';
	if (status >= 400 && status < 500 && status !== 408 && status !== 429) return 'done';
	return status >= 500 || status === 0 ? 'no_answer' : 'again';
}

function isOver(body: unknown): boolean {
	const { message } = asRecord(body);
	return typeof message === 'string' && /finished/i.test(message);
}

/**
 * It has looked, and does not see yet that this call has ended. One that waits only for other calls is woken by those, unless it could
 * not read one: that may be a call whose end was told before.
 */
function sleepsOnWithout(queueId: string, body: unknown): boolean {
	const { state, open } = asRecord(body);
	return state === 'unread' || (state === 'waiting' && Array.isArray(open) && open.includes(queueId));
}
