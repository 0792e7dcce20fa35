import { defineErrors } from '../errors/define-errors.ts';

/** What the codes of this folder mean. Where `sentence` is only `{message}`, the sentence is put together beside the check. */
export const hoursErrors = defineErrors('Calling hours and times', {
  OUTSIDE_CALLING_HOURS: {
    kind: 'refused_by_rule',
    about: 'The hours are closed and Outside Calling Hours is set to refuse.',
    sentence: 'Calling Hours {hours} {state}. The next allowed time is {next}.',
    nextStep: 'Run this step again at that time, or set Outside Calling Hours to "Schedule for the Next Allowed Time".',
    field: 'callingHours',
  },
  TIME_ZONE_NEEDED: {
    kind: 'input',
    about: 'The number tells no time zone (toll-free or global).',
    sentence: 'Recipient Time Zone is needed: a toll-free or global number belongs to no place, so Calling Hours {hours} cannot be checked.',
    nextStep: 'Map the time zone of the recipient, such as America/New_York, or set Calling Hours to Off.',
    field: 'contactTimeZone',
  },
  NO_COMMON_HOURS: {
    kind: 'refused_by_rule',
    about: 'The number can be in several time zones that are never open together.',
    sentence: 'Calling Hours {hours} are never open at the same time in {zones}.',
    nextStep: 'Map the time zone of the recipient to Recipient Time Zone, such as America/New_York.',
    field: 'contactTimeZone',
  },
  HOLIDAYS_UNKNOWN: {
    kind: 'refused_by_rule',
    about: 'The table of public holidays ends before this date, so the hours stay closed.',
    sentence: 'Calling Hours {hours} know the public holidays of the years {first} to {last} only, so no call is allowed at {at}.',
    nextStep: 'Update this integration, or choose Custom hours and list the holidays in Extra Holidays.',
    field: 'callingHours',
  },
  NOT_A_TIME: { kind: 'input', about: 'The text is not a valid date and time, or it has two meanings.', sentence: '{message}', nextStep: 'Write it as 2026-11-24T09:15:00+04:00.' },
  TIME_WITHOUT_OFFSET: { kind: 'input', about: 'The time has no offset, no zone is set, and the number can be in several.', sentence: '{message}', nextStep: 'Add the offset, or set Recipient Time Zone.' },
  TIME_ZONE_UNKNOWN: { kind: 'input', about: 'The zone is not the name of a place, or it has several meanings.', sentence: '{message}', nextStep: 'Write it as Australia/Sydney.' },
  SCHEDULE_IN_PAST: { kind: 'input', about: 'The Scheduled Time has passed.', sentence: '{message}', nextStep: 'Choose a later time, or leave the field empty for now.' },
  SCHEDULE_TOO_FAR: { kind: 'input', about: 'The Scheduled Time is more than a year ahead.', sentence: '{message}', nextStep: 'Choose an earlier time.' },
  HOLIDAY_DATE: { kind: 'input', about: 'An extra holiday is not a valid date.', sentence: '{message}', nextStep: 'Write it as 2026-12-24.' },
  CALLING_HOURS_OFF: {
    kind: 'input',
    about: 'A field that only works inside calling hours is filled while they are off.',
    sentence: '{message}',
    nextStep: 'Choose calling hours, or leave the field out.',
  },
  HOURS_CONFLICT: { kind: 'input', about: 'Custom Hours are filled beside the hours of a country.', sentence: '{message}', nextStep: 'Choose Custom, or leave Custom Hours out.' },
  HOURS_EMPTY: { kind: 'input', about: 'Calling Hours is Custom and Custom Hours is empty.', sentence: '{message}', nextStep: 'Write hours such as Mon-Fri 09:00-18:00.' },
  HOURS_DAYS: { kind: 'input', about: 'A weekday in Custom Hours is not known.', sentence: '{message}', nextStep: 'Use Mon, Tue, Wed, Thu, Fri, Sat, Sun.' },
  HOURS_TIMES: { kind: 'input', about: 'A time in Custom Hours cannot be read.', sentence: '{message}', nextStep: 'Write times as 09:00-18:00.' },
  HOURS_START_AFTER_END: { kind: 'input', about: 'A window of Custom Hours ends before it starts.', sentence: '{message}', nextStep: 'Write hours across midnight as two windows.' },
  HOURS_NEVER_OPEN: {
    kind: 'input',
    about: 'The hours never open long enough.',
    sentence: 'Calling Hours {hours} never stay open for {minutes} minutes within {days} days from {from}, so no call can be made.',
    nextStep: 'Widen the hours, shorten the buffers or take dates out of Extra Holidays.',
  },
  ZONE_WITHOUT_CLOCK: {
    code: 'TIME_ZONE_UNKNOWN',
    kind: 'input',
    sentence: 'The time zone "{zone}" is not known.',
    nextStep: 'Use an IANA name such as Europe/Paris.',
    field: 'contactTimeZone',
  },
});
