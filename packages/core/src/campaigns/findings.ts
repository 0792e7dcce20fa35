import { fillTemplate, type AnyValues, type ValuesFor } from '../errors/define-errors.ts';

/** `error` = calls are refused, fail or say nothing; `warning` = something goes wrong for some of them; `info` = worth knowing. */
export type Severity = 'error' | 'warning' | 'info';

/** One thing that will go wrong with the calls of a campaign. */
export interface Finding {
  readonly code: FindingCode;
  readonly severity: Severity;
  /** What goes wrong, in one sentence. */
  readonly sentence: string;
  /** What to do about it, and where. */
  readonly nextStep: string;
}

interface FindingRow {
  readonly severity: Severity;
  readonly sentence: string;
  readonly nextStep: string;
}

const defineFindings = <const R extends Readonly<Record<string, FindingRow>>>(rows: R): R => rows;

/** The one table of what a check can find. Each row rests on what the server does (docs/api-facts.md). */
export const findingRows = defineFindings({
  CALLS_SWITCHED_OFF: {
    severity: 'error',
    sentence: 'Placing calls is switched off for this business, so the server refuses every call. {reason}',
    nextStep: 'Ask the operator of your Iqra server; no API key can switch it on.',
  },
  QUEUE_NOT_READABLE: {
    severity: 'error',
    sentence: 'The call queue of this business may not be read, so nothing is placed: nobody could tell whether an event has its call already. {reason}',
    nextStep: 'Ask the operator of your Iqra server to let this business be edited and its outbound calls be read.',
  },
  AGENT_MISSING: {
    severity: 'error',
    sentence: 'No agent is chosen, so the server refuses every call.',
    nextStep: 'Choose an agent in the campaign.',
  },
  AGENT_DELETED: {
    severity: 'error',
    sentence: 'The agent of this campaign was deleted, so the server refuses every call.',
    nextStep: 'Choose another agent in the campaign.',
  },
  SCRIPT_MISSING: {
    severity: 'error',
    sentence: 'The opening script of this campaign is not chosen or was deleted: people are called, but the agent has nothing to say.',
    nextStep: 'Choose an opening script in the campaign.',
  },
  GREETING_MISSING: {
    severity: 'warning',
    sentence: 'The agent is set to speak first but has no greeting in the language of the campaign ({language}), so it says nothing until the person speaks.',
    nextStep: 'Write a greeting for that language in the agent.',
  },
  GREETING_VARIABLE_OPTIONAL: {
    severity: 'warning',
    sentence: 'The greeting of the agent names {variable}, which is not a required variable of the campaign: in a call without it the agent speaks the braces and the name.',
    nextStep: 'Declare it as required in the campaign, or take it out of the greeting.',
  },
  GREETING_VARIABLE_WITH_BLANKS: {
    severity: 'warning',
    sentence: 'The greeting of the agent has blanks between {variable} and its braces, so the server does not replace it and the agent speaks it as it stands.',
    nextStep: 'Write the name directly between the braces, as in {{customer_name}}.',
  },
  CALL_TIME_ZERO: {
    severity: 'error',
    sentence: 'The longest call time is 0 seconds, so each conversation is ended as it begins.',
    nextStep: 'Set the longest call time of the campaign, for example to 600 seconds.',
  },
  NUMBER_MISSING: {
    severity: 'error',
    sentence: 'No calling number is chosen {asDefaultOrForACountry}; such calls are refused.',
    nextStep: 'Choose a calling number there, or remove the route.',
  },
  NUMBER_DELETED: {
    severity: 'error',
    sentence: '{theDefaultOrARoute} is a calling number that was deleted; such calls are refused.',
    nextStep: 'Choose another calling number there.',
  },
  NUMBER_WITHOUT_VOICE: {
    severity: 'error',
    sentence: '{theDefaultOrARoute} is {number}, for which voice is switched off; such calls are refused.',
    nextStep: 'Switch voice on for this number, or choose another one.',
  },
  NUMBER_WITHOUT_INTEGRATION: {
    severity: 'error',
    sentence: '{theDefaultOrARoute} is {number}, whose integration with the provider was deleted; such calls are taken and then canceled.',
    nextStep: 'Add the number again with an integration that exists, or choose another one.',
  },
  PROVIDER_CANNOT_CALL: {
    severity: 'error',
    sentence: '{theDefaultOrARoute} is {number} of the provider {provider}, through which the server places no calls: they are taken and then canceled.',
    nextStep: 'Choose a number of Twilio or ModemTel.',
  },
  PROVIDER_TELLS_NO_END: {
    severity: 'warning',
    sentence: '{theDefaultOrARoute} is {number} of ModemTel, which never reports busy or no answer: such calls end as unknown, minutes later.',
    nextStep: 'Choose a number of Twilio where the outcome matters, and branch on unknown.',
  },
  NO_ROUTE: {
    severity: 'warning',
    sentence: 'There is no route for {country}, so people there are called from the default number {number}.',
    nextStep: 'Add a route with a number of that country, if people should see one.',
  },
  NO_ROUTE_OF_ITS_OWN: {
    severity: 'warning',
    sentence: '{country} has the country code of {neighbour} but does not take its route: people there are called from the default number {number}.',
    nextStep: 'Add a route for that country as well.',
  },
  VOICEMAIL_DETECTION_OFF: {
    severity: 'warning',
    sentence: 'Voicemail detection is off: an answering machine counts as a person, with its greeting as their words.',
    nextStep: 'Switch voicemail detection on in the campaign.',
  },
  RETRY_NOT_RUN: {
    severity: 'warning',
    sentence: 'The campaign is set to call again ({when}), but the server stores these settings and never runs them.',
    nextStep: 'Use Try Again behind the trigger.',
  },
  ACTION_NEVER_RUNS: {
    severity: 'warning',
    sentence: 'A tool is chosen for call answered, but the server never runs that action.',
    nextStep: 'Use call initiated or call ended.',
  },
  ACTION_TOOL_DELETED: {
    severity: 'warning',
    sentence: 'The tool of the action {action} was deleted, so nothing runs.',
    nextStep: 'Choose another tool for the action, or none.',
  },
  TOOL_WITHOUT_BODY: {
    severity: 'warning',
    sentence: 'The tool {tool} sends a POST, PUT or PATCH without a body, which fails every time.',
    nextStep: 'Set its body type to raw.',
  },
  TOOL_ARGUMENT_RESERVED: {
    severity: 'warning',
    sentence: 'The tool {tool} has the argument {argument}, a word of the template language: where the tool uses it, every run fails and nothing says so.',
    nextStep: 'Rename the argument.',
  },
  CALLBACK_WITHOUT_ADDRESS: {
    severity: 'warning',
    sentence: 'The action {action} calls back, but its argument {argument} is not the metadata of the call, so its address is empty.',
    nextStep: 'Set the argument to {={call_queue_metadata}=} and nothing else.',
  },
  CALLBACK_INCOMPLETE: {
    severity: 'warning',
    sentence: 'Steps that wait are called back, but not after {missing}: they learn of such an end later, from a trigger or when their time is over.',
    nextStep: 'Choose the same tool for these actions.',
  },
  CALLBACK_TOO_EARLY: {
    severity: 'warning',
    sentence: 'The action call initiated calls back while the phone rings: a step of Zapier that waits then goes on without an outcome.',
    nextStep: 'Take the tool out of call initiated.',
  },
  NO_CALLBACK: {
    severity: 'info',
    sentence: 'No action of this campaign calls back: Call and Wait in Zapier needs it, and Initiate and Wait in n8n learns of the end from a trigger only.',
    nextStep: 'Set up the call back, as docs/instant-reaction.md shows, if your workflows wait for calls.',
  },
  POST_ANALYSIS_NOT_READABLE: {
    severity: 'info',
    sentence: 'Post-call analysis is on; its results cannot be read through the API, so no workflow gets them.',
    nextStep: 'Use the transcript and the data that the agent collected with its tools.',
  },
});

export type FindingCode = keyof typeof findingRows;
type Row<Code extends FindingCode> = (typeof findingRows)[Code];

/** The finding of a row. `severity` where the case at hand is milder than the row. */
export function found<Code extends FindingCode>(code: Code, values: ValuesFor<Row<Code>['sentence']>, severity?: Severity): Finding;
export function found(code: FindingCode, values: AnyValues, severity?: Severity): Finding {
  const row: FindingRow = findingRows[code];
  return { code, severity: severity ?? row.severity, sentence: fillTemplate(row.sentence, values).trimEnd(), nextStep: row.nextStep };
}
