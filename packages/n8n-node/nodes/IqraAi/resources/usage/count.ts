import { readTimes } from '../read-parameters.ts';
import { toItems, type Operation } from '../step.ts';

const periodLabels = { from: 'From', to: 'To' };

export const countUsage: Operation = {
	value: 'count',
	name: 'Count',
	action: 'Count usage records',
	description: 'Count usage records by source in a period',
	properties: [
		{
			displayName: 'From',
			name: 'from',
			type: 'dateTime',
			required: true,
			default: '',
			description: 'Beginning of the period',
		},
		{
			displayName: 'To',
			name: 'to',
			type: 'dateTime',
			required: true,
			default: '',
			description: 'End of the period',
		},
		{
			displayName: 'Compare With Previous Period',
			name: 'comparePrevious',
			type: 'boolean',
			default: false,
			description: 'Whether to count the period of the same length before it too',
		},
	],
	run: async (step) => {
		const { context, itemIndex, core } = step;
		const given = (name: string): unknown => context.getNodeParameter(name, itemIndex, '') || undefined;
		const raw = { from: given('from'), to: given('to') };
		const { from, to } = readTimes(step, raw, periodLabels);
		if (from === undefined || to === undefined) {
			const missing = from === undefined ? 'from' : 'to';
			throw core.inputError([core.fieldErrors.problem('REQUIRED', missing, { label: periodLabels[missing] })]);
		}
		const comparePrevious = context.getNodeParameter('comparePrevious', itemIndex, false) === true;
		const counts = (await step.client.countUsage({ from, to, comparePrevious })).value;
		return toItems(step, [{ from, to, current: counts.current, ...(comparePrevious ? { previous: counts.previous } : {}) }]);
	},
};
