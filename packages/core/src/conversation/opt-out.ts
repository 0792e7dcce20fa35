import type { TranscriptMessage } from '../domain/conversation.ts';
import { optOutLanguages, optOutToolName } from './opt-out-phrases.ts';

interface LanguagePhrases {
  readonly calls: readonly RegExp[];
  readonly lists: readonly RegExp[];
  readonly limits: RegExp;
}

let compiled: readonly LanguagePhrases[] | null = null;

/** Each language's phrases, compiled once, when the first conversation is read: most runs read none. */
function languages(): readonly LanguagePhrases[] {
  compiled ??= optOutLanguages.map(({ calls, lists, limits }) => ({
    calls: calls.map((phrase) => new RegExp(phrase, 'u')),
    lists: lists.map((phrase) => new RegExp(phrase, 'u')),
    limits: new RegExp(limits, 'u'),
  }));
  return compiled;
}

/**
 * Whether the person asked not to be called again: the sentence that says so, or the name of the user's own tool that the agent used
 * for it; `null` = neither. What the agent said never counts.
 */
export function findOptOut(messages: readonly TranscriptMessage[], toolCalls: readonly { readonly tool: string; readonly custom: boolean }[]): string | null {
  const sentences = messages.filter(({ role }) => role === 'recipient').flatMap(({ text }) => splitSentences(text));
  const said = sentences.find(asksNotToBeCalled);
  if (said !== undefined) return said;
  return toolCalls.find(({ tool, custom }) => custom && optOutToolName.test(spacedName(tool)))?.tool ?? null;
}

/** Sentences as they were written. A question is one too: "Can you stop calling me?" */
function splitSentences(text: string): readonly string[] {
  return text
    .split(/(?<=[.!?؟।…])\s+|\n+/u)
    .map((sentence) => sentence.trim())
    .filter((sentence) => sentence !== '');
}

function asksNotToBeCalled(sentence: string): boolean {
  const plain = plainText(sentence);
  return languages().some(({ calls, lists, limits }) => {
    if (lists.some((phrase) => phrase.test(plain))) return true;
    return calls.some((phrase) => phrase.test(plain)) && !limits.test(plain);
  });
}

/** Signs of Hindi that belong to their letter; the dot below is none of them. */
const keptMarks = /^(?!\u093c)\p{Script=Devanagari}$/u;

/** Small letters without accents, Arabic without vowel signs and with one form of each letter, straight apostrophes, single blanks. */
function plainText(text: string): string {
  return text
    .normalize('NFKC')
    .toLowerCase()
    .normalize('NFD')
    .replace(/\p{Mn}|[\u0640\u200b-\u200f]/gu, (mark) => (keptMarks.test(mark) ? mark : ''))
    .replace(/[أإآٱ]/gu, 'ا')
    .replaceAll('ى', 'ي')
    .replaceAll('ة', 'ه')
    .replaceAll('ß', 'ss')
    .replace(/[’‘`´]/gu, "'")
    .replace(/[¡¿"“”«»„]/gu, '')
    .replace(/\s+/gu, ' ')
    .trim();
}

/** `addToDoNotCall`, `add_to-DNC` and `Add to DNC` are one name. */
function spacedName(name: string): string {
  return plainText(name.replace(/(?<=\p{Ll})(?=\p{Lu})/gu, ' ').replace(/[_\-.:/]+/gu, ' '));
}
