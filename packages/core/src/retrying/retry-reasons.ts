import { defineErrors } from '../errors/define-errors.ts';

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
