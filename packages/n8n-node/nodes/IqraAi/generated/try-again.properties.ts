// Rendered by scripts/render from the field descriptions in core. Do not edit: change those, then run `pnpm render`.
import type { INodeProperties } from 'n8n-workflow';

export const retryPolicyProperties: INodeProperties[] = [
	{
		displayName: 'Queue ID',
		name: 'queueId',
		type: 'string',
		default: '',
		required: true,
		placeholder: 'e.g. 6742e6b8f0a1c2d3e4f50617',
		description: 'The Queue ID of the call that ended, from the trigger or from the step that waited for it. Its number, campaign, variables and metadata are read from the server.',
	},
	{
		displayName: 'Maximum Attempts',
		name: 'maxAttempts',
		type: 'number',
		default: 3,
		typeOptions: {
			minValue: 1,
			maxValue: 10,
		},
		description: 'How many calls one person gets for one event at most; the first call counts',
	},
	{
		displayName: 'After These Outcomes',
		name: 'afterOutcomes',
		type: 'multiOptions',
		default: ['no_answer', 'declined', 'voicemail', 'failed'],
		options: [
			{
				name: 'Canceled',
				value: 'canceled',
			},
			{
				name: 'Declined',
				value: 'declined',
			},
			{
				name: 'Expired',
				value: 'expired',
			},
			{
				name: 'Failed',
				value: 'failed',
			},
			{
				name: 'No Answer',
				value: 'no_answer',
			},
			{
				name: 'Unknown',
				value: 'unknown',
			},
			{
				name: 'Voicemail',
				value: 'voicemail',
			},
		],
		description: 'Calls that ended in one of these ways are tried again. Empty means No Answer, Declined, Voicemail and Failed. Canceled and expired calls never rang, but count as attempts; an unknown one may have been a normal call.',
	},
	{
		displayName: 'Delay',
		name: 'delay',
		type: 'string',
		default: '2 h',
		placeholder: 'e.g. 2 h, next morning',
		description: "How long after a call the next attempt is made: 30 min, 2 h, 1 day, next morning, or tomorrow 16:00 in the recipient's time zone. Several, separated by commas, are one before each further attempt. Calling Hours can move it on.",
	},
];

/** Of the properties of *Initiate*. */
export const attemptRuleNames: readonly string[] = [
	'callingHours',
	'customHours',
	'outsideHours',
	'contactTimeZone',
	'holidayDates',
	'startGuardSeconds',
	'endGuardSeconds',
	'keepTryingForSeconds',
	'defaultCountry',
	'allowNumberTypes',
	'doNotCall',
	'maxCallsPerPeriod',
	'capPeriodHours',
	'maxCampaignCallsPerDay',
	'waitToSettle',
	'agentId',
	'numberId',
	'concurrency',
	'requestsPerMinute',
];
