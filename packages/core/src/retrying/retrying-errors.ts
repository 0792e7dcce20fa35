import { defineErrors } from '../errors/define-errors.ts';

/** What keeps *Try Again* from deciding at all. What it decides is data, never an error. */
export const retryingErrors = defineErrors('Try Again', {
  NOT_A_DELAY: {
    kind: 'input',
    about: 'Delay cannot be read, so nobody is called again.',
    sentence: 'Delay: "{text}" is not a valid delay.',
    nextStep: 'Write for example 30 min, 2 h, 1 day, next morning or tomorrow 16:00.',
  },
  DELAY_OUT_OF_RANGE: {
    kind: 'input',
    sentence: 'Delay: "{text}" is too short or too long.',
    nextStep: 'Choose a delay from 1 minute to 30 days.',
  },
  DELAYS_DO_NOT_FIT: {
    kind: 'input',
    about: 'Delay names several delays, but not one for each attempt after the first.',
    sentence: 'Delay: {count} delays are given, but Maximum Attempts is {attempts}.',
    nextStep: 'Give one delay for all attempts, or {further}: one before each attempt after the first.',
  },
  DELAY_WITHOUT_ZONE: {
    kind: 'input',
    about: 'Delay names a time of day, and the number tells no time zone (toll-free or global).',
    sentence: 'Recipient Time Zone is needed: a toll-free or global number belongs to no place, so nobody knows when it is that time of day there.',
    nextStep: 'Map the time zone of the recipient, such as America/New_York, or write the delay in hours.',
    field: 'contactTimeZone',
  },
  CALL_WITHOUT_CAMPAIGN: {
    kind: 'input',
    about: 'The call that ended shows no campaign, so nothing tells who should call again.',
    sentence: 'Campaign: the call that ended shows none, so it is not known who should call again.',
    nextStep: 'Choose Agent and Calling Number in the options, or place the next call with Initiate.',
    field: 'queueId',
  },
  DELAY_UNCLEAR: {
    kind: 'server',
    about: 'By the clock of this computer the delay is over, by that of the server it is not.',
    sentence: 'By the clock of this computer the delay after the last call is over, by the clock of the server it is not. Nobody was called.',
    nextStep: 'Set the clocks of this computer, of the server and of any proxy between them, then run this step again.',
  },
  CALL_NOT_LISTED: {
    kind: 'server',
    about: "The server's list of the calls to this number lacks the very call that ended, so what it shows of other calls proves nothing.",
    sentence: 'The server does not show the calls to this number; its database is probably failing. Nobody was called.',
    nextStep: 'Run this step again in a few minutes.',
  },
  WORDS_NOT_THERE_YET: {
    kind: 'server',
    about: 'The talk has ended and the server shows no word of it yet, so it is not known whether anybody was reached.',
    sentence: 'The server does not show yet what was said in this call, so it is not known whether the person was reached. Nobody was called.',
    nextStep: 'Run this step again in ten minutes.',
  },
  OTHER_WORDS_NOT_THERE_YET: {
    code: 'WORDS_NOT_THERE_YET',
    kind: 'server',
    about: 'The same, of another call with the person: it is not known whether the person asked there not to be called again.',
    sentence:
      'The server does not show yet what was said in another call with this person, so it is not known whether the person asked not to be called again. Nobody was called.',
    nextStep: 'Run this step again in ten minutes.',
  },
});

/** Why *Try Again* calls nobody, as its results say it: as `code`, and in a sentence. None of them is thrown. */
export const retryReasons = defineErrors('Try Again: why nobody is called (in the output, never an error)', {
  NOT_ENDED: {
    kind: 'refused_by_rule',
    about: 'The call has not ended yet.',
    sentence: 'The call has not ended yet ({standing}). It is tried again once its end is known.',
    nextStep: 'Run the step with the event of its end.',
  },
  ANSWERED: {
    kind: 'refused_by_rule',
    sentence: 'The person was reached, so nobody is called again.',
    nextStep: 'Nothing.',
  },
  OPTED_OUT: {
    kind: 'refused_by_rule',
    sentence: 'The person asked not to be called again.',
    nextStep: 'Put the number on your Do Not Call list.',
  },
  OPTED_OUT_ELSEWHERE: {
    code: 'OPTED_OUT',
    kind: 'refused_by_rule',
    about: 'The same, in another call of the last 30 days.',
    sentence: 'The person asked not to be called again, in another call, asked for at {at}.',
    nextStep: 'Put the number on your Do Not Call list.',
  },
  OUTCOME_NOT_CHOSEN: {
    kind: 'refused_by_rule',
    about: 'The call ended in a way that is not among After These Outcomes.',
    sentence: 'The call ended as {outcome}, which is not among the outcomes that are tried again.',
    nextStep: 'Choose it in After These Outcomes if such calls shall be tried again.',
  },
  WORDS_NOT_READABLE: {
    kind: 'refused_by_rule',
    sentence: 'What was said in the call cannot be read, so nobody knows whether the person was reached or asked not to be called again.',
    nextStep: 'Look at the call in the Iqra dashboard, and place a further call with Initiate where it is right.',
  },
  OTHER_WORDS_NOT_READABLE: {
    code: 'WORDS_NOT_READABLE',
    kind: 'refused_by_rule',
    about: 'The business may not read conversations, and the person talked in another call of the last 30 days.',
    sentence: 'There was another call with this person, and this business may not read what was said in it, so nobody knows whether the person asked not to be called again.',
    nextStep: 'Look at the call in the Iqra dashboard, and place a further call with Initiate where it is right.',
  },
  TOO_OLD: {
    kind: 'refused_by_rule',
    about: 'The call ended more than seven days ago, as a trigger that was off for weeks tells it.',
    sentence: 'The call is from {at}. After more than {days} days nobody is called again.',
    nextStep: 'Place a further call with Initiate where it is still right.',
  },
  ATTEMPTS_USED_UP: {
    kind: 'refused_by_rule',
    about: 'Maximum Attempts is reached (status gave_up).',
    sentence: 'Attempt {attempt} of {most} ended as {outcome}; there is no further one.',
    nextStep: 'Follow up in another way.',
  },
});
