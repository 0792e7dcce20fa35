import type { NodeHint } from 'n8n-workflow';
import { longestGuardedSeconds } from './generated/initiate-call.properties.ts';
import { resources } from './resources/resources.ts';
import type { Operation } from './resources/step.ts';

/** The condition under which one of these operations is chosen. */
function isChosen(isMeant: (operation: Operation) => boolean): string {
	const names = resources.flatMap(({ value, operations }) => operations.filter(isMeant).map((operation) => `${value}.${operation.value}`));
	return `${JSON.stringify(names)}.includes($parameter["resource"] + "." + $parameter["operation"])`;
}

const calls = isChosen((operation) => operation.calls === true);
/** Those that call for an event which the form names. */
const initiates = isChosen((operation) => operation.calls === true && operation.properties.some(({ name }) => name === 'eventKey'));

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
			`<b>Keep Trying For</b> is above ${longestGuardedSeconds} seconds: when an answer of the server is lost, the call is reported as unknown instead of being settled.`,
		type: 'warning',
		location: 'ndv',
		whenToDisplay: 'always',
		displayCondition: `={{ ${calls} && Number($parameter["options"]?.["keepTryingForSeconds"]) > ${longestGuardedSeconds} }}`,
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
