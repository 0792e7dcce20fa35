import { defineErrors } from '../errors/define-errors.ts';

const capReached = 'This number was called, or is waiting to be called, {times} {when}; Maximum Calls per Number is {most}.';

/** Follows whatever advice a failed look-up gives. */
export const withoutTheCap = 'Without Maximum Calls per Number no such check is made.';

/** What the codes of this folder mean. */
export const recipientErrors = defineErrors('Do Not Call and frequency cap', {
  DO_NOT_CALL: {
    kind: 'refused_by_rule',
    about: 'The recipient is on your Do Not Call list.',
    sentence: 'This recipient is on the Do Not Call list ({place}).',
    nextStep: 'Nobody was called. Remove the number from the list only if this person agreed to be called.',
    field: 'recipientNumber',
  },
  DO_NOT_CALL_UNREADABLE: {
    kind: 'input',
    about: 'An entry of the Do Not Call list cannot be read, or no value of it is a phone number. Nobody is called: the entry may be the very person.',
    sentence: '{entries} of the Do Not Call list cannot be read, {verb} {first}',
    nextStep: 'Nobody was called. Correct these entries or take them out of the list, then run the step again.',
    field: 'doNotCall',
  },
  NOBODY_LISTED: {
    code: 'DO_NOT_CALL_UNREADABLE',
    kind: 'input',
    about: 'Do Not Call is mapped, but the mapping yields no phone number at all, as a wrong column does.',
    sentence: 'The Do Not Call list holds no phone number, so it is not known whom it protects. {first}',
    nextStep: 'Nobody was called. Map the field or column that holds the numbers, or remove Do Not Call from the step if nobody is to be protected.',
    field: 'doNotCall',
  },
  NO_PHONE_NUMBER: {
    kind: 'input',
    about: 'No value of a record of the Do Not Call list reads as a phone number.',
    sentence: 'Do Not Call, {place}: no value of this record reads as a phone number.',
    nextStep: 'Correct the record or take it out of the list. Numbers without + need a Default Country.',
    field: 'doNotCall',
  },
  NUMBER_RANGE: {
    kind: 'input',
    about: 'A record of the Do Not Call list names a first and a last number, so all between them may be meant.',
    sentence: 'Do Not Call, {place}: this record names a first and a last number, and ranges cannot be read.',
    nextStep: 'Write each number of the range as an entry of its own.',
    field: 'doNotCall',
  },
  DO_NOT_CALL_EMPTY: {
    kind: 'input',
    about: 'The Do Not Call list is empty, or all its entries are.',
    sentence: 'Do Not Call: {what}.',
    nextStep: 'Map the field or column that holds the numbers, or remove the field.',
    field: 'doNotCall',
  },
  FREQUENCY_CAP: {
    kind: 'refused_by_rule',
    about: 'The number has been called as often as Maximum Calls per Number allows.',
    sentence: capReached,
    nextStep: 'Nobody was called. The next call to this number is allowed from {nextAllowed}.',
    field: 'maxCallsPerPeriod',
  },
  FREQUENCY_CAP_FOR_NOW: {
    code: 'FREQUENCY_CAP',
    kind: 'refused_by_rule',
    about: 'The same, and it cannot be said from when the next call is allowed, for example while one is waiting.',
    sentence: capReached,
    nextStep: 'Nobody was called. Run the step again later, or allow more calls.',
    field: 'maxCallsPerPeriod',
  },
  FREQUENCY_CAP_NOT_CHECKED: {
    kind: 'server',
    about: 'The number of earlier calls could not be read, so nobody was called.',
    sentence: 'It could not be checked how often this number was called, so nobody was called. {reason}',
    nextStep: `Run the step again in a minute. ${withoutTheCap}`,
    field: 'maxCallsPerPeriod',
  },
});
