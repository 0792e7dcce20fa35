import type { KeyStore } from '@iqra-automation/core';
import { randomString, type DeduplicationItemTypes, type IExecuteFunctions } from 'n8n-workflow';
import { n8nClock } from './n8n-clock.ts';

/** A hold ends by itself one to two buckets after it was taken: longer than a dial takes, and short enough to wait for. */
const bucketMs = 30_000;
/** In which another worker that has read before this one wrote has surely written. */
const settleMs = 100;
const mostTries = 6;
/** Three for each hold; those of an hour ago have ended. */
const options = { mode: 'entries', maxEntries: 1_000 } as const;

type Helpers = Pick<IExecuteFunctions['helpers'], 'checkProcessedAndRecord' | 'removeProcessed'>;

/**
 * Holds on keys in n8n's own store of processed values, which all workers of one n8n share. It reads a list and then writes it back,
 * so two workers can overwrite each other: each writes a mark of its own beside the key, and whoever finds that mark gone has lost.
 * Where n8n offers no such store (an unsaved workflow), everybody gets the key, and the look-up before sending protects alone.
 */
export function createN8nKeyStore(context: { readonly helpers: Helpers }): KeyStore {
	const run = randomString(16);
	const check = (values: DeduplicationItemTypes[]) => inTurn(() => context.helpers.checkProcessedAndRecord(values, 'node', options));
	const remove = async (values: DeduplicationItemTypes[]): Promise<void> => {
		if (values.length > 0) await inTurn(() => context.helpers.removeProcessed(values, 'node', options));
	};
	const take = async (key: string): Promise<'acquired' | 'held' | 'overwritten'> => {
		const [present, past] = bucketsOf(key);
		const mark = `${key}|${run}`;
		// Alone, because to ask for a value is to record it: one that finds the key held must not keep it held.
		const before = await check([past, mark]);
		const isHeld = before.processed.includes(past) || (await check([present, mark])).processed.includes(present);
		if (!isHeld && (await keepMark(present, mark))) return 'acquired';
		await remove([mark, ...before.new.filter((value) => value === past)]);
		return 'held';
	};
	/** Whether the mark has stayed, so that the key beside it is this run's; false when another worker's key is there without it. */
	const keepMark = async (present: string, mark: string): Promise<boolean> => {
		for (let tries = 1; tries <= mostTries; tries += 1) {
			await n8nClock.sleep(settleMs);
			const { processed } = await check([present, mark]);
			if (processed.includes(mark)) return true;
			if (processed.includes(present)) return false;
			// A worker that wants another key has overwritten both. This check has written them again, as this run's and nobody else's.
		}
		return true;
	};
	return {
		longestHoldMs: 2 * bucketMs,
		acquire: async (key) => {
			for (let tries = 1; tries <= mostTries; tries += 1) {
				const taken = await take(key).catch(noStore);
				if (taken !== 'overwritten') return taken;
			}
			return 'acquired';
		},
		extend: async (key) => {
			await check([...bucketsOf(key)].slice(0, 1)).catch(noStore);
		},
		release: async (key) => {
			await remove([...bucketsOf(key)]).catch(noStore);
		},
	};
}

function bucketsOf(key: string): readonly [present: string, past: string] {
	const bucket = Math.floor(n8nClock.now() / bucketMs);
	return [`${key}|${bucket}`, `${key}|${bucket - 1}`];
}

/** The first value of a node is inserted, and one of two workers that insert it at once fails: it tries again. */
function noStore(error: unknown): 'acquired' | 'overwritten' {
	const message = error instanceof Error ? error.message : '';
	return /unique|duplicate/i.test(message) ? 'overwritten' : 'acquired';
}

let last: Promise<unknown> = Promise.resolve();

/** One after the other, so that the items of this process do not overwrite each other's keys. */
function inTurn<Result>(work: () => Promise<Result>): Promise<Result> {
	const turn = last.then(work, work);
	last = turn.catch(() => undefined);
	return turn;
}

