import type { NodeHint } from 'n8n-workflow';

const isCall = '$parameter["resource"] === "call"';
const initiates = `${isCall} && ["initiate", "initiateAndWait"].includes($parameter["operation"])`;
/** The operations that call people. */
const calls = `${isCall} && ["initiate", "initiateAndWait", "tryAgain"].includes($parameter["operation"])`;

/** Shown in the editor when settings give up a part of the protection. */
export const hints: NodeHint[] = [
	{
		message:
			'<b>Look for an Earlier Call First</b> is off: when n8n or a CRM repeats an event, the same person can be called again. Switch it on.',
		type: 'warning',
		location: 'ndv',
		whenToDisplay: 'always',
		displayCondition: `={{ ${initiates} && $parameter["options"]?.["checkBeforeSending"] === false }}`,
	},
	{
		message:
			'<b>Keep Trying For</b> is above 120 seconds: when an answer of the server is lost, the call is reported as unknown instead of being settled.',
		type: 'warning',
		location: 'ndv',
		whenToDisplay: 'always',
		displayCondition: `={{ ${calls} && Number($parameter["options"]?.["keepTryingForSeconds"]) > 120 }}`,
	},
	{
		message:
			'Without an <b>Event Key</b>, an event that reaches this workflow twice calls the person twice. Map the record and the reason, for example <code>{{ $json.id }}-welcome</code>.',
		type: 'info',
		location: 'ndv',
		whenToDisplay: 'always',
		displayCondition: `={{ ${initiates} && !$parameter["eventKey"] }}`,
	},
	{
		message: '<b>Calling Hours</b> is off: people can be called at any hour of their day or night.',
		type: 'info',
		location: 'ndv',
		whenToDisplay: 'always',
		displayCondition: `={{ ${calls} && $parameter["callingHours"] === "off" }}`,
	},
];
