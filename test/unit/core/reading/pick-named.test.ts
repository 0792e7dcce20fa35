import { searching } from '@iqra-automation/core';

it.each<[text: string, by: 'whole' | 'part', found: readonly string[]]>([
  ['Recall', 'whole', ['Recall']],
  ['RECALL', 'whole', ['Recall', 'recall ']],
  [' recall', 'part', ['recall ']],
  ['call', 'whole', []],
  ['call', 'part', ['Recall', 'recall ', 'Call back']],
  ['Cafe\u0301', 'whole', ['Caf\u00E9']],
  [' ', 'part', []],
])('%j as a %s finds %j', (text, by, found) => {
  const all = ['Recall', 'recall ', 'Call back', 'Caf\u00E9'].map((name) => ({ name }));
  expect(searching.pickNamed(all, text, by).map(({ name }) => name)).toEqual(found);
});
