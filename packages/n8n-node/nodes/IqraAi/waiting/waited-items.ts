import type { GoOnReason, KnownCall, WaitedCall } from '@iqra-automation/core';
import type * as Core from '@iqra-automation/core';
import type { INodeExecutionData } from 'n8n-workflow';

const reasons: Readonly<Record<GoOnReason, string>> = {
	limit_over: 'The call was not known to have ended when Limit Wait Time was over.',
	only_in_step: 'The call was not known to have ended when the time of Wait in Step was over; in a sub-workflow and for an AI agent nothing waits longer.',
	wakes_another_run:
		'This event was called by an earlier run, which the end of the call wakes; so this run waited in the step only, and the call was not known to have ended then.',
};

/** The call that an item stands for; `null` for one that says what went wrong. */
export function callOf({ json }: INodeExecutionData): KnownCall | null {
	const { queueId } = json;
	if (typeof queueId !== 'string' || queueId === '' || json['error'] !== undefined) return null;
	return {
		queueId,
		recipientNumber: textOr(json['recipientNumber'], ''),
		campaignId: textOr(json['campaignId'], null),
		campaignName: textOr(json['campaignName'], null),
		callKey: textOr(json['callKey'], null),
		isOwn: json['placed'] === true,
	};
}

/**
 * The item with what became of its call: the keys of the trigger's items beside those of *Initiate*. `reason` says why a call that is
 * not known to have ended is waited for no longer.
 */
export function withResult(core: typeof Core, item: INodeExecutionData, reading: WaitedCall | null, reason: GoOnReason): INodeExecutionData {
	const known = callOf(item);
	if (known === null) return item;
	const { json } = item;
	const result = core.waiting.toWaitedResult(known, reading, reasons[reason]);
	const placing = Object.fromEntries(placingKeys.map((key) => [key, json[key] ?? null]));
	const warnings = [...new Set([...listOf(json['warnings']), ...result.warnings])];
	return { ...item, json: { ...result, ...placing, warnings, note: result.note ?? '' } };
}

/** What *Initiate* tells and the trigger does not. */
const placingKeys = ['status', 'placed', 'deduplicated', 'recovered', 'scheduledFor', 'scheduledForLocal', 'latestStart'] as const;

function textOr<Other>(value: unknown, other: Other): string | Other {
	return typeof value === 'string' ? value : other;
}

function listOf(value: unknown): readonly string[] {
	return Array.isArray(value) ? value.filter((one) => typeof one === 'string') : [];
}

/** The items that a sleeping execution held, those of the calls that were read with what became of them. */
export function wokenItems(core: typeof Core, items: readonly INodeExecutionData[], readings: readonly WaitedCall[]): INodeExecutionData[] {
	const byId = new Map(readings.map((reading) => [reading.queueId, reading]));
	return items.map((item) => {
		const reading = byId.get(callOf(item)?.queueId ?? '');
		return reading === undefined ? item : withResult(core, item, reading, 'wakes_another_run');
	});
}
