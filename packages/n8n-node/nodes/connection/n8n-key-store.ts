import type { KeyStore } from '@iqra-automation/core';
import { randomString, type DeduplicationItemTypes, type IExecuteFunctions } from 'n8n-workflow';
import { n8nClock } from './n8n-clock.ts';

/** A hold ends by itself two to three buckets after it was taken: longer than a dial takes, and short enough to wait for. */
const bucketMs = 30_000;
/** In which another worker that has read before this one wrote has surely written. */
const writtenWithinMs = 100;
const mostTries = 6;
/** Four for each hold, more for the few whose placement is unclear; those of an hour ago have ended. */
const options = { mode: 'entries', maxEntries: 1_000 } as const;

type Helpers = Pick<IExecuteFunctions['helpers'], 'checkProcessedAndRecord' | 'removeProcessed'>;

/**
 * Holds on keys in n8n's own store of processed values, which all workers of one n8n share. It reads a list and then writes it back,
 * so two workers can overwrite each other: each writes a sign of its own beside the key, and whoever finds that sign gone has lost.
 * Where n8n offers no such store (an unsaved workflow), everybody gets the key, and the look-up before sending protects alone (docs/decisions/0052-n8n-hold-on-a-key.md).
 */
export function createN8nKeyStore(context: { readonly helpers: Helpers }): KeyStore {
	const run = randomString(16);
	const check = (values: DeduplicationItemTypes[]) => inTurn(() => context.helpers.checkProcessedAndRecord(values, 'node', options));
	const remove = async (values: DeduplicationItemTypes[]): Promise<void> => {
		if (values.length > 0) await inTurn(() => context.helpers.removeProcessed(values, 'node', options));
	};
	const take = async (key: string): Promise<'acquired' | 'held' | 'overwritten'> => {
		const [present, past] = bucketsOf(key);
		const sign = `${key}|${run}`;
		// Alone, because to ask for a value is to record it: one that finds the key held must not keep it held.
		const before = await check([past, sign]);
		const isHeld = before.processed.includes(past) || (await check([present, sign])).processed.includes(present);
		if (!isHeld && (await signStays(present, sign))) return 'acquired';
		await remove([sign, ...before.new.filter((value) => value === past)]);
		return 'held';
	};
	/** Whether the sign has stayed, so that the key beside it is this run's; false when another worker's key is there without it. */
	const signStays = async (present: string, sign: string): Promise<boolean> => {
		for (let tries = 1; tries <= mostTries; tries += 1) {
			await n8nClock.sleep(writtenWithinMs);
			const { processed } = await check([present, sign]);
			if (processed.includes(sign)) return true;
			if (processed.includes(present)) return false;
			// A worker that wants another key has overwritten both. This check has written them again, as this run's and nobody else's.
		}
		return true;
	};
	/** The last bucket that this run has recorded for a key. */
	const lastBuckets = new Map<string, number>();
	const hold = async (key: string, ttlMs: number): Promise<void> => {
		// A bucket holds the key until the one after it is over.
		const last = Math.max(presentBucket(), Math.ceil((n8nClock.now() + ttlMs) / bucketMs) - 2);
		lastBuckets.set(key, Math.max(last, lastBuckets.get(key) ?? last));
		await check(valuesOf(key, presentBucket(), last));
	};
	return {
		firstHold: { leastMs: 2 * bucketMs, mostMs: 3 * bucketMs },
		acquire: async (key) => {
			for (let tries = 1; tries <= mostTries; tries += 1) {
				const taken = await take(key).catch(noStore);
				if (taken === 'overwritten') continue;
				if (taken === 'acquired') await hold(key, 2 * bucketMs).catch(noStore);
				return taken;
			}
			return 'acquired';
		},
		extend: async (key, ttlMs) => {
			await hold(key, ttlMs).catch(noStore);
		},
		release: async (key) => {
			const present = presentBucket();
			await remove(valuesOf(key, present - 1, Math.max(present, lastBuckets.get(key) ?? present))).catch(noStore);
		},
	};
}

function presentBucket(): number {
	return Math.floor(n8nClock.now() / bucketMs);
}

/** What stands in the store for a key in each of these buckets. */
function valuesOf(key: string, first: number, last: number): string[] {
	return Array.from({ length: last - first + 1 }, (_, index) => `${key}|${first + index}`);
}

function bucketsOf(key: string): readonly [present: string, past: string] {
	const [past = '', present = ''] = valuesOf(key, presentBucket() - 1, presentBucket());
	return [present, past];
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

