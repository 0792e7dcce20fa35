import { defineErrors } from '../errors/define-errors.ts';

const writeHours = 'Write for example: Mon-Fri 09:00-18:00; Sat 10:00-14:00.';

/** What the codes of this folder mean. */
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
  DAY_WITHOUT_HOURS: {
    code: 'NOT_A_TIME',
    kind: 'input',
    about: 'The Scheduled Time has no time of day, and no calling hours are chosen whose opening it could mean.',
    sentence: 'Scheduled Time: "{text}" has no time of day, and Calling Hours is Off.',
    nextStep: 'Add the time, such as 2026-11-24T09:15:00+04:00, or choose calling hours: a date alone means when they open.',
  },
  TIME_WITHOUT_OFFSET: {
    kind: 'input',
    about: 'The time has no offset, no zone is set, and the number can be in several.',
    sentence: 'Scheduled Time: "{text}" {why}.',
    nextStep: 'Write it as 2026-11-24T09:15:00+04:00, or set Recipient Time Zone.',
  },
  TIME_ZONE_UNKNOWN: {
    kind: 'input',
    about: 'The zone is not the name of a place, or it has several meanings.',
    sentence: 'Recipient Time Zone: "{name}" {why}.',
    nextStep: 'Use the zone of a place, such as {place}.',
  },
  SCHEDULE_IN_PAST: {
    kind: 'input',
    about: 'The Scheduled Time has passed.',
    sentence: 'Scheduled Time is in the past: {at}; it is now {now}. Nothing is called for a time that is over.',
    nextStep: 'Choose a later time, or leave the field empty for now.',
  },
  SCHEDULE_TOO_FAR: {
    kind: 'input',
    about: 'The Scheduled Time is more than a year ahead.',
    sentence: 'Scheduled Time is more than a year away: {at}.',
    nextStep: 'Check the year, or choose an earlier time.',
  },
  HOLIDAY_DATE: {
    kind: 'input',
    about: 'An extra holiday is not a valid date.',
    sentence: 'Extra Holidays: {what}.',
    nextStep: 'Write dates as year-month-day, such as 2026-12-24, separated by commas.',
  },
  CALLING_HOURS_OFF: {
    kind: 'input',
    about: 'A field that only works inside calling hours is filled while they are off.',
    sentence: '{label} has no effect while Calling Hours is Off.',
    nextStep: 'Choose calling hours, or leave {label} out.',
  },
  HOURS_CONFLICT: {
    kind: 'input',
    about: 'Custom Hours are filled beside the hours of a country.',
    sentence: 'Custom Hours are filled, but Calling Hours is {hours}.',
    nextStep: 'Choose Custom to use them, or leave Custom Hours out.',
  },
  HOURS_EMPTY: { kind: 'input', about: 'Calling Hours is Custom and Custom Hours is empty.', sentence: 'Custom Hours are empty.', nextStep: writeHours },
  HOURS_DAYS: {
    kind: 'input',
    about: 'A weekday in Custom Hours is not known.',
    sentence: 'Custom Hours: "{part}" is not a valid weekday.',
    nextStep: 'Use Mon, Tue, Wed, Thu, Fri, Sat, Sun, or a range such as Mon-Fri.',
  },
  HOURS_WITHOUT_DAYS: {
    code: 'HOURS_DAYS',
    kind: 'input',
    about: 'An entry of Custom Hours names no days.',
    sentence: 'Custom Hours: "{part}" names no days.',
    nextStep: 'For every day, write: daily {part}.',
  },
  HOURS_TIMES: {
    kind: 'input',
    about: 'A time in Custom Hours cannot be read.',
    sentence: 'Custom Hours: "{part}" is not a valid pair of times.',
    nextStep: 'Write a start and an end, such as 09:00-18:00 or 9am-6pm.',
  },
  HOURS_WITHOUT_TIMES: { code: 'HOURS_TIMES', kind: 'input', about: 'An entry of Custom Hours has no times.', sentence: 'Custom Hours: "{part}" has no times.', nextStep: writeHours },
  NIGHT_OR_AFTERNOON: {
    code: 'HOURS_TIMES',
    kind: 'input',
    about: 'Times in Custom Hours can be meant before or after noon.',
    sentence: 'Custom Hours: "{part}" can be meant before or after noon.',
    nextStep: 'Write {readings}.',
  },
  HOURS_START_AFTER_END: {
    kind: 'input',
    about: 'A window of Custom Hours ends before it starts.',
    sentence: 'Custom Hours: {window} starts after it ends. {advice}',
    nextStep: 'Write hours across midnight as two windows.',
  },
  HOURS_ALWAYS_CLOSED: {
    code: 'HOURS_NEVER_OPEN',
    kind: 'input',
    sentence: 'Custom Hours are closed on every day, so no call could ever be made.',
    nextStep: writeHours,
  },
  EMPTY_WINDOW: {
    code: 'HOURS_NEVER_OPEN',
    kind: 'input',
    about: 'A window of Custom Hours ends when it starts.',
    sentence: 'Custom Hours: {window} ends when it starts, so it never opens.',
    nextStep: 'Write an end after the start; the end of the day is 24:00.',
  },
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
