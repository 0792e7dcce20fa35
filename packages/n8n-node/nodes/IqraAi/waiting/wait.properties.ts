import type { INodeProperties } from 'n8n-workflow';

/** No execution waits longer than this. */
export const longestWaitDays = 7;

/** Beside n8n's own fields; the step holds a worker of n8n meanwhile. */
export const mostMinutesInStep = 60;
export const defaultMinutesInStep = 5;

/** How long a run waits; n8n's usual fields for it, with a limit always. */
export const limitWaitTimeProperties: readonly INodeProperties[] = [
	{
		displayName: 'Limit Wait Time',
		name: 'limitType',
		type: 'options',
		default: 'afterTimeInterval',
		description:
			'When the workflow goes on although a call has not ended. Its item then names the call and has an empty outcome. Choose a time after the one for which the call is planned.',
		options: [
			{
				name: 'After Time Interval',
				value: 'afterTimeInterval',
				description: 'Waits for a certain amount of time',
			},
			{
				name: 'At Specified Time',
				value: 'atSpecifiedTime',
				description: 'Waits until the set date and time',
			},
		],
	},
	{
		displayName: 'Amount',
		name: 'resumeAmount',
		type: 'number',
		typeOptions: {
			minValue: 0,
			numberPrecision: 2,
		},
		default: 1,
		description: `The time to wait, at most ${longestWaitDays} days`,
		displayOptions: {
			show: {
				limitType: ['afterTimeInterval'],
			},
		},
	},
	{
		displayName: 'Unit',
		name: 'resumeUnit',
		type: 'options',
		default: 'hours',
		description: 'Unit of the amount',
		options: [
			{
				name: 'Minutes',
				value: 'minutes',
			},
			{
				name: 'Hours',
				value: 'hours',
			},
			{
				name: 'Days',
				value: 'days',
			},
		],
		displayOptions: {
			show: {
				limitType: ['afterTimeInterval'],
			},
		},
	},
	{
		displayName: 'Max Date and Time',
		name: 'maxDateAndTime',
		type: 'dateTime',
		default: '',
		description: `Goes on at this time at the latest, at most ${longestWaitDays} days ahead`,
		displayOptions: {
			show: {
				limitType: ['atSpecifiedTime'],
			},
		},
	},
];

/** For the options of a form that waits. */
export const waitInStepProperty: INodeProperties = {
	displayName: 'Wait in Step (Minutes)',
	name: 'waitInStep',
	type: 'number',
	typeOptions: {
		minValue: 0,
		maxValue: mostMinutesInStep,
	},
	default: defaultMinutesInStep,
	description:
		'How long the step itself looks every ten seconds whether the calls have ended. After that the execution sleeps until it is woken. In a sub-workflow and for an AI agent nothing waits longer than this.',
};
