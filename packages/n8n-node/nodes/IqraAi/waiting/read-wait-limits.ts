import type { IExecuteFunctions } from 'n8n-workflow';
import { asRecord } from '../../connection/as-record.ts';
import type { NodeRun } from '../resources/step.ts';
import { longestWaitDays, minutesInStep, waitInStepProperty } from './wait.properties.ts';

/** Until when a run waits, by this computer's clock, in ms since 1970 UTC. */
export interface WaitLimits {
	readonly stepUntilMs: number;
	readonly limitMs: number;
}

const minuteMs = 60_000;
const unitsMs = { minutes: minuteMs, hours: 60 * minuteMs, days: 24 * 60 * minuteMs } as const;
const longestWaitMs = longestWaitDays * unitsMs.days;

const { displayName: label } = waitInStepProperty;
const stepField = { kind: 'number', required: false, label, help: '', example: '', min: 0, max: minutesInStep.max, defaultValue: minutesInStep.default } as const;

/**
 * How long the run may wait; read before the first call, because it holds for the run as a whole and must not fail after it. The
 * first item's values count. An interval begins when it is asked for.
 * @throws IqraError of kind `input` that names the field.
 */
export function readWaitLimits({ core, context }: NodeRun): (nowMs: number) => WaitLimits {
	const { waitInStep } = core.parseInput({ waitInStep: stepField }, { waitInStep: asRecord(context.getNodeParameter('options', 0, {}))['waitInStep'] });
	const limitOf = context.getNodeParameter('limitType', 0, 'afterTimeInterval') === 'atSpecifiedTime' ? readTime(core, context) : readInterval(core, context);
	return (nowMs) => {
		const limitMs = limitOf(nowMs);
		return { limitMs, stepUntilMs: Math.min(limitMs, nowMs + waitInStep * minuteMs) };
	};
}

function readInterval(core: NodeRun['core'], context: IExecuteFunctions): (nowMs: number) => number {
	const raw: unknown = context.getNodeParameter('resumeAmount', 0, 1);
	const amount = typeof raw === 'number' || (typeof raw === 'string' && raw.trim() !== '') ? Number(raw) : Number.NaN;
	if (!(amount >= 0)) throw wrong(core, 'resumeAmount', 'NOT_A_NUMBER', `Limit Wait Time: ${shown(raw)} is not a valid number.`);
	const unit = textOf(context.getNodeParameter('resumeUnit', 0, 'hours'));
	const unitMs = Object.entries(unitsMs).find(([name]) => name === unit)?.[1];
	if (unitMs === undefined) throw wrong(core, 'resumeUnit', 'NOT_OFFERED', `Limit Wait Time: "${unit.slice(0, 40)}" is not a unit. Choose minutes, hours or days.`);
	if (amount * unitMs > longestWaitMs) throw wrong(core, 'resumeAmount', 'TOO_LARGE', `Limit Wait Time: ${amount} ${unit} are more than ${longestWaitDays} days.`);
	return (nowMs) => nowMs + amount * unitMs;
}

function readTime(core: NodeRun['core'], context: IExecuteFunctions): () => number {
	const raw: unknown = context.getNodeParameter('maxDateAndTime', 0, '');
	const limitMs = Date.parse(core.searching.readMoment(textOf(raw), context.getTimezone()) ?? '');
	const field = 'maxDateAndTime';
	if (Number.isNaN(limitMs)) throw wrong(core, field, 'NOT_A_TIME', `Max Date and Time: ${shown(raw)} is not a valid date and time. Write it as 2026-11-24T09:15:00Z.`);
	if (limitMs <= Date.now()) throw wrong(core, field, 'IN_THE_PAST', 'Max Date and Time has passed already.');
	if (limitMs > Date.now() + longestWaitMs) throw wrong(core, field, 'TOO_LARGE', `Max Date and Time is more than ${longestWaitDays} days ahead.`);
	return () => limitMs;
}

function textOf(value: unknown): string {
	return typeof value === 'string' ? value : '';
}

/** A value as a sentence quotes it. */
function shown(value: unknown): string {
	return typeof value === 'string' || typeof value === 'number' ? `"${String(value).slice(0, 40)}"` : 'what was mapped';
}

function wrong(core: NodeRun['core'], field: string, code: string, message: string): Error {
	return core.inputError([{ field, code, message }]);
}
