import type { InputProblem } from '@iqra-automation/core';
import type { IExecuteFunctions } from 'n8n-workflow';
import { asRecord } from '../../connection/as-record.ts';
import { n8nErrors } from '../../connection/n8n-errors.ts';
import type { NodeRun } from '../resources/step.ts';
import { defaultMinutesInStep, longestWaitDays, mostMinutesInStep, waitInStepProperty } from './wait.properties.ts';

/** Until when a run waits, by this computer's clock, in ms since 1970 UTC. */
export interface WaitLimits {
	readonly stepUntilMs: number;
	readonly limitMs: number;
}

const minuteMs = 60_000;
const unitsMs = { minutes: minuteMs, hours: 60 * minuteMs, days: 24 * 60 * minuteMs } as const;
const longestWaitMs = longestWaitDays * unitsMs.days;

const { displayName: label } = waitInStepProperty;
const stepField = { kind: 'number', required: false, label, help: '', example: '', min: 0, max: mostMinutesInStep, defaultValue: defaultMinutesInStep } as const;

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
	if (!(amount >= 0)) throw wrong(core, n8nErrors.problem('WAIT_NOT_A_NUMBER', 'resumeAmount', { value: shown(raw) }));
	const unit = textOf(context.getNodeParameter('resumeUnit', 0, 'hours'));
	const unitMs = Object.entries(unitsMs).find(([name]) => name === unit)?.[1];
	if (unitMs === undefined) throw wrong(core, core.fieldErrors.problem('NOT_OFFERED', 'resumeUnit', { value: unit.slice(0, 40), label: 'unit of Limit Wait Time', offered: Object.keys(unitsMs).join(', ') }));
	if (amount * unitMs > longestWaitMs) throw wrong(core, n8nErrors.problem('WAIT_TOO_LONG', 'resumeAmount', { wait: `Limit Wait Time: ${amount} ${unit} are`, days: longestWaitDays }));
	return (nowMs) => nowMs + amount * unitMs;
}

function readTime(core: NodeRun['core'], context: IExecuteFunctions): () => number {
	const raw: unknown = context.getNodeParameter('maxDateAndTime', 0, '');
	const field = 'maxDateAndTime';
	const asked = { ...core.searching.callFilterFields.createdFrom, required: true, refuseBlank: false, label: 'Max Date and Time' };
	const limitMs = Date.parse(core.searching.readTimes({ [field]: asked }, { [field]: raw }, context.getTimezone())[field] ?? '');
	if (limitMs <= Date.now()) throw wrong(core, n8nErrors.problem('WAIT_IS_OVER', field, {}));
	if (limitMs > Date.now() + longestWaitMs) throw wrong(core, n8nErrors.problem('WAIT_TOO_LONG', field, { wait: 'Max Date and Time is', days: longestWaitDays }));
	return () => limitMs;
}

function textOf(value: unknown): string {
	return typeof value === 'string' ? value : '';
}

/** A value as a sentence quotes it. */
function shown(value: unknown): string {
	return typeof value === 'string' || typeof value === 'number' ? String(value).slice(0, 40) : 'what was mapped';
}

function wrong(core: NodeRun['core'], problem: InputProblem): Error {
	return core.inputError([problem]);
}
