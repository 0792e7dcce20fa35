import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { conversations } from '@iqra-automation/core';
import { conversationOf } from './recorded-conversations.ts';

interface Vectors {
  readonly asks: Readonly<Record<string, readonly string[]>>;
  readonly asks_not: Readonly<Record<string, readonly string[]>>;
}

const vectors = JSON.parse(readFileSync(resolve(import.meta.dirname, '../../../vectors/opt-out.json'), 'utf8')) as Vectors;
const rows = (sentences: Vectors['asks']) => Object.entries(sentences).flatMap(([language, texts]) => texts.map((text) => [language, text] as const));

const evidence = async (role: 1 | 2, text: string) => conversations.readConversation(await conversationOf([[2, 'Hello.'], [role, text]])).optOutEvidence;

test.each(rows(vectors.asks))('%s: "%s" asks not to be called again', async (_language, text) => {
  expect(await evidence(1, text)).toBe(text);
});

test.each(rows(vectors.asks_not))('%s: "%s" does not', async (_language, text) => {
  expect(await evidence(1, text)).toBeNull();
});

test('the agent’s own words never count', async () => {
  for (const [, text] of rows(vectors.asks)) expect(await evidence(2, text)).toBeNull();
});

test('the evidence is the sentence, not the whole turn', async () => {
  const text = 'Yes, I know. Please take me off your list! Thank you.';
  expect(await evidence(1, text)).toBe('Please take me off your list!');
});

describe('a tool of the user’s own whose name says so', () => {
  const used = async (name: string) => {
    const conversation = await conversationOf([[1, 'Hm.'], [2, 'execute_custom_function: "r", null, "n", {}']]);
    return conversations.readConversation(conversation, [{ id: 't', name, nodeIds: ['n'], arguments: [] }]).optOutEvidence;
  };

  test.each(['Opt Out', 'add_to_do_not_call', 'AddToDNC', 'Unsubscribe contact', 'opt-out', 'Dar de baja', 'Ne plus appeler', 'Nicht mehr anrufen'])('%s counts', async (name) => {
    expect(await used(name)).toBe(name);
  });

  test.each(['Check Do Not Call List', 'Get DNC status', 'Book appointment', 'is_opted_out', 'Lookup do-not-call'])('%s does not', async (name) => {
    expect(await used(name)).toBeNull();
  });

  test('without its name nobody can tell', async () => {
    expect(conversations.readConversation(await conversationOf([[2, 'execute_custom_function: "r", null, "n", {}']])).optOutRequested).toBe(false);
  });
});
