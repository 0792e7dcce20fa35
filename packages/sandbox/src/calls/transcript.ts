import type { SessionPlan, TranscriptKind } from './call-plan.ts';

export interface TranscriptLine {
  /** 0 system, 1 client, 2 agent. */
  readonly role: 0 | 1 | 2;
  readonly text: string;
  readonly at: number;
}

type Turn = readonly ['client' | 'agent', string];

/** What a tool turn leaves in the transcript: the model's raw call instead of words. */
const toolTurn: Turn = ['agent', '{"name":"book_visit","arguments":{"slot":"2026-12-01T09:00:00Z"}}'];
/** What a turn of an unset response type leaves in the transcript. */
const unsetTurn: Turn = ['agent', 'ERROR: Conversation Turn Response Type not found'];

/** All lines of a conversation, in order. Agent texts end in a space, as the server joins them from spoken pieces. */
export function transcriptOf(session: SessionPlan, variables: Readonly<Record<string, string>>): readonly TranscriptLine[] {
  if (session.answeredAt === null) return [];
  const name = variables['customer_name']?.trim() ?? '';
  const turns = turnsOf(session.transcript, name === '' ? 'there' : name);
  if (turns.length === 0) return [];
  const from = session.answeredAt + 390;
  const until = session.clientLeftAt ?? from + 60_000;
  const gap = Math.max(300, Math.floor((until - from) / (turns.length + 1)));
  const lines: TranscriptLine[] = [{ role: 0, text: 'ConversationStarted', at: session.answeredAt + 180 }];
  turns.forEach(([speaker, text], index) => {
    const isWords = speaker === 'agent' && !text.startsWith('{') && !text.startsWith('ERROR:');
    lines.push({ role: speaker === 'client' ? 1 : 2, text: isWords ? `${text} ` : text, at: from + index * gap });
  });
  return lines;
}

function turnsOf(kind: TranscriptKind, name: string): readonly Turn[] {
  const greeting: Turn = ['agent', `Hello ${name}, this is the assistant of the Dental Clinic. Am I speaking to the right person?`];
  switch (kind) {
    case 'none':
      return [];
    case 'visit_confirmed':
      return [
        greeting,
        ['client', 'Hi, yes, speaking.'],
        ['agent', 'You have a visit with us tomorrow. Shall I confirm it?'],
        ['client', 'Yes please, I will be there.'],
        toolTurn,
        ['agent', 'Great, it is confirmed. See you tomorrow!'],
        ['client', 'Thank you, bye.'],
      ];
    case 'visit_moved':
      return [
        greeting,
        ['client', 'Yes, but tomorrow does not work for me any more.'],
        ['agent', 'No problem. Next Tuesday at nine in the morning is free. Would that suit you?'],
        toolTurn,
        unsetTurn,
        ['client', 'Tuesday is fine.'],
        ['agent', 'Done. You will get a message with the new time.'],
      ];
    case 'voicemail':
      return [
        ['client', 'You have reached the voicemail of this number. Please leave a message after the tone.'],
        ['agent', `Hello ${name}, this is the Dental Clinic. We will try again later.`],
      ];
    case 'silence':
      return [greeting, ['agent', 'Are you still there?'], ['agent', 'I cannot hear you. I will end the call now. Goodbye.']];
    case 'fault':
      return [greeting, ['client', 'Yes?'], unsetTurn];
    case 'long_talk':
      return [
        greeting,
        ['client', 'Yes. I have a lot of questions about my treatment.'],
        ['agent', 'Of course, take your time.'],
        ['client', 'First, how long will it take?'],
        ['agent', 'About three visits over four weeks.'],
        ['client', 'And what will it cost?'],
        ['agent', 'I will have the office send you an estimate.'],
      ];
    default:
      return kind satisfies never;
  }
}
