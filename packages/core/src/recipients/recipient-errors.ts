import { defineErrors } from '../errors/define-errors.ts';

/** What the codes of this folder mean. Where `sentence` is only `{message}`, the sentence is put together beside the check. */
export const recipientErrors = defineErrors('Do Not Call and frequency cap', {
  DO_NOT_CALL: { kind: 'refused_by_rule', about: 'The recipient is on your Do Not Call list.', sentence: '{message}', nextStep: 'Nothing to do; remove the number only if the person agreed to be called.' },
  DO_NOT_CALL_UNREADABLE: { kind: 'input', about: 'An entry of the Do Not Call list cannot be read, so nobody is called.', sentence: '{message}', nextStep: 'Correct the entry that the message names.' },
  NO_PHONE_FIELD: { kind: 'input', about: 'A record of the Do Not Call list has no field named like a phone number.', sentence: '{message}', nextStep: 'Map a list of numbers, or records with a phone field.' },
  FREQUENCY_CAP: { kind: 'refused_by_rule', about: 'The number has been called as often as Most Calls per Period allows.', sentence: '{message}', nextStep: 'Wait for the time in the message, or allow more calls.' },
  FREQUENCY_CAP_NOT_CHECKED: { kind: 'server', about: 'The number of earlier calls could not be read, so nobody was called.', sentence: '{message}', nextStep: 'Run the step again in a minute.' },
  NOT_A_CAP: { kind: 'input', about: 'The frequency cap is no number with a period.', sentence: '{message}', nextStep: 'Enter a number of calls and a period.' },
  NOT_A_COUNT: { kind: 'input', about: 'The number of calls is not whole or out of range.', sentence: '{message}', nextStep: 'Enter a whole number from 1 to 100.' },
  NOT_A_PERIOD: { kind: 'input', about: 'The period is not whole or out of range.', sentence: '{message}', nextStep: 'Enter a whole number of hours.' },
  TWO_PERIODS: { kind: 'input', about: 'The period is given twice.', sentence: '{message}', nextStep: 'Give it in hours only.' },
});
