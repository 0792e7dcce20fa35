import { defineErrors } from '../errors/define-errors.ts';

const field = 'maxCampaignCallsPerDay';

/** Follows whatever advice a failed count gives. */
export const withoutTheLimit = 'Without Maximum Calls of the Campaign per Day no such count is made.';

/** What the codes of this folder mean. */
export const campaignErrors = defineErrors('Calls of a campaign per day', {
  DAILY_LIMIT: {
    kind: 'refused_by_rule',
    about: 'The campaign has had as many calls today as Maximum Calls of the Campaign per Day allows.',
    sentence: 'This campaign has had {counted} since midnight {zone}, counting those of this run; Maximum Calls of the Campaign per Day is {most}.',
    nextStep: 'Nobody was called. The next day begins at {nextDay}; run the step again then, or allow more calls.',
    field,
  },
  DAILY_LIMIT_NOT_CHECKED: {
    kind: 'server',
    about: 'The calls of the campaign could not be counted, so nobody was called.',
    sentence: 'It could not be checked how many calls this campaign has had today, so nobody was called. {reason}',
    nextStep: `Run the step again in a minute. ${withoutTheLimit}`,
    field,
  },
  DAY_UNCLEAR: {
    kind: 'server',
    sentence: 'The clock of the server stands on another day with each answer, so it is not known which day to count.',
    nextStep: 'Set the clocks of this computer, of the server and of any proxy between them.',
  },
  DAILY_LIMIT_WITHOUT_CAMPAIGN: {
    kind: 'input',
    sentence: 'Maximum Calls of the Campaign per Day needs a campaign: choose one.',
    nextStep: 'Choose a campaign, or remove the limit.',
    field,
  },
  DAILY_LIMIT_ZONE_UNKNOWN: {
    kind: 'input',
    about: 'The time zone of the workflow or account is not known, so it cannot be said when its day begins.',
    sentence: 'Maximum Calls of the Campaign per Day: the time zone "{zone}" of this workflow or account is not known, so it cannot be said when the day begins.',
    nextStep: 'Set the time zone of the workflow (n8n) or of the account (Zapier) to one from the list.',
    field,
  },
});
