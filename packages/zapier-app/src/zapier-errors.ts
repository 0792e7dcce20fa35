import { defineErrors } from '@iqra-automation/core';

/** What only Zapier can meet. */
export const zapierErrors = defineErrors('Zapier', {
  RESULT_TOO_LARGE: {
    kind: 'server',
    sentence: '{what} is {size} MB large; Zapier takes at most {most} MB from one step.',
    nextStep: 'Open the call in the Iqra dashboard, or read it through the API.',
  },
  ANOTHER_RUN_WAITS: {
    kind: 'refused_by_rule',
    about: 'Two runs of one event at the same moment: one of them placed the call and waits for it.',
    sentence: 'Another run placed the call of this event at the same moment, and that run goes on with its outcome. Nobody was called again.',
    nextStep: 'Nothing to do.',
    placement: 'placed',
  },
  WAIT_FORGOTTEN: {
    kind: 'server',
    sentence: 'Zapier went on after the wait without telling which call it had waited for.',
    nextStep: 'Find the call with Find Call, by its Event Key.',
    placement: 'placed',
  },
});
