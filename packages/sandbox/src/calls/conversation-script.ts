import type { TranscriptKind } from './call-plan.ts';

/** What the agent answers in a turn: words, the raw text of a tool call as the model wrote it, or nothing that the server knows. */
export type AgentPart =
  | { readonly kind: 'says'; readonly texts: readonly string[] }
  | { readonly kind: 'tool'; readonly raw: string | null; readonly ownTool: boolean }
  | { readonly kind: 'unset' }
  | { readonly kind: 'missing' };

/** One turn of a scripted conversation; `on` = what began it. */
export interface ScriptedTurn {
  readonly on: 'system' | 'client' | 'toolResult';
  /** The system's event, or the person's words. */
  readonly text: string;
  readonly agent: AgentPart;
}

const says = (...texts: string[]): AgentPart => ({ kind: 'says', texts });
const tool = (raw: string | null): AgentPart => ({ kind: 'tool', raw, ownTool: false });
const ownTool = (raw: string): AgentPart => ({ kind: 'tool', raw, ownTool: true });
const system = (text: string, agent: AgentPart): ScriptedTurn => ({ on: 'system', text, agent });
const client = (text: string, agent: AgentPart): ScriptedTurn => ({ on: 'client', text, agent });
const result = (agent: AgentPart): ScriptedTurn => ({ on: 'toolResult', text: '', agent });
const systemTool = (name: string, args: string): AgentPart => tool(`execute_system_function: ${name}: ${args}`);

const apology = 'An issue occurred with the call system. We are sorry for the inconvenience. Please try calling us back later.';

/** The turns of a conversation, in order. */
export function scriptOf(kind: TranscriptKind, name: string): readonly ScriptedTurn[] {
  const opening = system('ConversationStarted', says(`Hello ${name}, this is the assistant of the Dental Clinic.`, 'Am I speaking to the right person?'));
  switch (kind) {
    case 'none':
      return [];
    case 'opening_only':
    case 'silence':
      return [opening];
    case 'visit_confirmed':
      return [
        opening,
        client('Hi, yes, speaking.', says('You have a visit with us tomorrow.', 'Shall I confirm it?')),
        client('Yes please, I will be there.', ownTool('execute_custom_function: "the person confirms", "One moment please.", "node-book", {"slot": "2026-12-01T09:00", "confirmed": true}')),
        result(says('Great, it is confirmed. See you tomorrow!')),
        client('Thank you, bye.', systemTool('end_conversation', '"the person said goodbye", "Good-bye!", "node-end"')),
      ];
    case 'visit_moved':
      return [
        opening,
        client('Yes, but tomorrow does not work for me any more.', says('No problem. Next Tuesday at nine in the morning is free.', 'Would that suit you?')),
        client('Tuesday is fine.', ownTool('execute_custom_function: "the person chose a slot", null, "node-book", {"slot": "2026-12-08T09:00", "note": "near the door, please", "seats": 1}')),
        result(says('Done. You will get a message with the new time.')),
        client('Hm?', { kind: 'unset' }),
      ];
    case 'voicemail':
      return [...voicemail(opening), result(systemTool('end_conversation', `"voicemail reached", "Hello ${name}, please call the Dental Clinic back.", null`))];
    case 'voicemail_without_message':
      return [...voicemail(opening), result(systemTool('end_conversation', '"voicemail reached", null, null'))];
    case 'answering_machine':
      return [opening, client('You have reached the mailbox of this number. Please leave a message after the tone.', says('I will try again later.'))];
    case 'fault':
      return [opening, client('Yes?', { kind: 'unset' })];
    case 'llm_failure':
      return [
        opening,
        client('Hm?', { kind: 'unset' }),
        system('LLMFailure', tool(`execute_system_function: "end_conversation": "LLM Failure Ocurred, ending call", "${apology}", null`)),
      ];
    case 'opt_out':
      return [
        opening,
        client('Please take me off your list and do not call me again.', says('Of course. I am sorry for the disturbance.')),
        client('Good.', systemTool('end_conversation', '"the person does not want calls", "Good-bye.", "node-end"')),
      ];
    case 'every_tool':
      return everyTool(opening);
    case 'broken_tools':
      return brokenTools(opening);
    case 'unreadable':
      return [opening, client('Hello?', { kind: 'missing' })];
    case 'long_talk':
      return [
        opening,
        client('Yes. I have a lot of questions about my treatment.', says('Of course, take your time.')),
        client('First, how long will it take?', says('About three visits over four weeks.')),
        client('And what will it cost?', says('I will have the office send you an estimate.')),
      ];
    default:
      return kind satisfies never;
  }
}

function voicemail(opening: ScriptedTurn): readonly ScriptedTurn[] {
  return [opening, system('VoicemailDetected', tool('execute_system_function: "voicemail_detected"'))];
}

function everyTool(opening: ScriptedTurn): readonly ScriptedTurn[] {
  return [
    opening,
    client('I want to buy.', systemTool('transfer_to_ai_agent', '"wants sales", "I connect you.", "node-t"')),
    client('A person, please.', systemTool('transfer_to_human_agent', '"asked for a person", null, "node-h"')),
    client('My number is long.', systemTool('recieve_dtmf_input', '"needs the number", "Please type your number.", "node-d"')),
    client('(a menu)', systemTool('press_dtmf_keypad', '"menu", "1", "node-k"')),
    client('Send me the link.', systemTool('send_sms', '"asked for it", "Your link: https://clinic.example/?a=1", "current_caller", "node-s"')),
    client('In Arabic?', systemTool('change_language', '"asked", "false", "ar", null')),
    client('What are your hours?', systemTool('retrieve_knowledgebase_information', '"Let me look that up.", "node-r"')),
    client('And prices?', systemTool('add_script_to_context', '"needs it", "script-2"')),
    client('Book nine.', ownTool('execute_custom_function: "books", "One moment please.", "node-book", {"slot": "09:00", "note": "say \\"hi\\", {please}", "seats": 2, "confirmed": true}')),
    result(says('It is booked.')),
    client('Bye.', tool(' execute_system_function: end_conversation: "the person said goodbye", "Good-bye \\"Amina\\"!", "node-end"')),
  ];
}

/** What a model that breaks the form leaves behind; the server tells it of the error, and nothing is spoken. */
function brokenTools(opening: ScriptedTurn): readonly ScriptedTurn[] {
  return [
    opening,
    client('One.', tool('execute_system_function: end_conversation "no colon"')),
    client('Two.', tool('\n  execute_system_function: end_conversation: "few arguments"')),
    client('Three.', ownTool('execute_custom_function: "a quote is open, "node-book", {"slot": ')),
    client('Four.', ownTool('execute_custom_function: "no object", null, "node-book", null')),
    client('Five.', ownTool('execute_custom_function "no colon either", {"slot": "{09:00}"}')),
    client('Six.', tool('execute_system_function: no_such_function: "reason", "never said", "node-x"')),
    client('Seven.', tool(null)),
    client('', { kind: 'unset' }),
    client('   ', says()),
    client('Eight.', says('', ' ', 'Fine.')),
  ];
}
