// Rendered by scripts/render from the field descriptions in core. Do not edit: change those, then run `pnpm render`.
export const retryPolicyInputFields = [
	{
		key: 'queue_id',
		label: 'Queue ID',
		type: 'string',
		required: true,
		helpText: 'The Queue ID of the call that ended, from the trigger or from the step that waited for it. Its number, campaign, variables and metadata are read from the server.',
		dynamic: 'call_list.id.name',
	},
	{
		key: 'max_attempts',
		label: 'Maximum Attempts',
		type: 'string',
		required: false,
		helpText: 'How many calls one person gets for one event at most; the first call counts.',
		placeholder: '3',
	},
	{
		key: 'after_outcomes',
		label: 'After These Outcomes',
		type: 'string',
		list: true,
		choices: {
			declined: 'Declined',
			no_answer: 'No Answer',
			voicemail: 'Voicemail',
			failed: 'Failed',
			canceled: 'Canceled',
			expired: 'Expired',
			unknown: 'Unknown',
		},
		required: false,
		helpText: 'Calls that ended in one of these ways are tried again. Empty means No Answer, Declined, Voicemail and Failed. Canceled and expired calls never rang, but count as attempts; an unknown one may have been a normal call.',
	},
	{
		key: 'delay',
		label: 'Delay',
		type: 'text',
		required: false,
		helpText: "How long after a call the next attempt is made: 30 min, 2 h, 1 day, next morning, or tomorrow 16:00 in the recipient's time zone. Several, separated by commas, are one before each further attempt. Calling Hours can move it on.",
		placeholder: '2 h, next morning',
	},
] as const;
