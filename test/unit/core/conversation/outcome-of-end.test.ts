import { callOutcomes, conversations } from '@iqra-automation/core';

const talk = { reached: true, agentFailed: false, voicemailDetected: false };

test.each([
  ['somebody spoke', {}, 'completed'],
  ['nobody said a word', { reached: false }, 'no_answer'],
  ['nobody said a word, but keys were asked for', { reached: null }, 'unknown'],
  ['a machine was detected, and the agent hung up by itself', { reached: false, voicemailDetected: true }, 'voicemail'],
  ['the language model failed', { agentFailed: true }, 'failed'],
] as const)('a call that looks completed in which %s', (_name, change, outcome) => {
  expect(conversations.outcomeOfTalk('completed', { ...talk, ...change })).toBe(outcome);
});

test('words change no other outcome', () => {
  for (const outcome of callOutcomes.filter((one) => one !== 'completed')) {
    expect(conversations.outcomeOfTalk(outcome, { reached: false, agentFailed: true, voicemailDetected: true })).toBe(outcome);
  }
});
