import { callOutcomes, inputError, parseInput, polling, type EndedCallOptions, type InputProblem } from '@iqra-automation/core';
import type { IPollFunctions } from 'n8n-workflow';
import { asRecord } from '../connection/as-record.ts';

const hourMs = 3_600_000;

const giveUpFields = {
	giveUpAfterHours: { kind: 'number', required: false, label: 'Give Up After (Hours)', help: '', example: '', min: 1, max: 720, defaultValue: 24 },
} as const;

export interface TriggerChoice {
	readonly inbound: boolean;
	/** Ids or names of the campaigns to watch; none = all. */
	readonly campaigns: readonly string[];
	readonly options: EndedCallOptions;
}

/**
 * What the user chose for the trigger.
 * @throws IqraError of kind `input` that names every wrong field.
 */
export function readTriggerOptions(context: IPollFunctions): TriggerChoice {
	const filters = asRecord(context.getNodeParameter('filters', {}));
	const { giveUpAfterHours } = parseInput(giveUpFields, { giveUpAfterHours: asRecord(context.getNodeParameter('options', {}))['giveUpAfterHours'] });
	const problems: InputProblem[] = [];
	const outcomes = readList(filters['outcomes'], 'outcomes', 'Outcomes', problems);
	const campaigns = readList(filters['campaigns'], 'campaigns', 'Campaign Names or IDs', problems);
	for (const outcome of outcomes.filter((name) => !callOutcomes.some((known) => known === name))) {
		problems.push({ field: 'outcomes', code: 'NOT_OFFERED', message: `Outcomes: "${outcome}" is not a valid outcome. Choose one of ${callOutcomes.join(', ')}.` });
	}
	if (problems.length > 0) throw inputError(problems);
	const inbound = context.getNodeParameter('event', 'callEnded') === 'inboundCallEnded';
	return {
		inbound,
		campaigns: inbound ? [] : campaigns,
		options: {
			outcomes: callOutcomes.filter((known) => outcomes.includes(known)),
			includeTranscript: context.getNodeParameter('includeTranscript', true) !== false,
			giveUpAfterMs: giveUpAfterHours * hourMs,
		},
	};
}

function readList(raw: unknown, field: string, label: string, problems: InputProblem[]): readonly string[] {
	if (raw === undefined || raw === null || raw === '') return [];
	const values: readonly unknown[] = Array.isArray(raw) ? raw : [raw];
	const texts = polling.readTexts(values);
	if (values.some((value) => typeof value !== 'string')) problems.push({ field, code: 'WRONG_TYPE', message: `${label} expects a list of texts.` });
	return texts;
}
