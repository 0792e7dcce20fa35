import { hostedRequestsPerMinute } from '../domain/server-facts.ts';
import { callingHoursChoices } from '../hours/presets.ts';
import { longestGuardedPatienceMs } from '../sending/fence.ts';
import { defineFields } from './field.ts';

/** When the call may be made. */
export const schedulingFields = defineFields({
  scheduledTime: {
    kind: 'dateTime',
    required: false,
    label: 'Scheduled Time',
    help: "When to call; empty means now. With an offset (2026-11-24T09:15:00+04:00), or in the recipient's local time (Nov 24, 2026 9:15 AM). A date alone means when that day's calling hours open.",
    example: '2026-11-24T09:15:00+04:00',
  },
  contactTimeZone: {
    kind: 'text',
    required: false,
    label: 'Recipient Time Zone',
    help: "The recipient's own time zone, if you know it: a name such as Australia/Sydney, or what HubSpot, Windows or Rails call it. It wins over what the number suggests.",
    example: 'Australia/Sydney',
    maxLength: 60,
  },
  callingHours: {
    kind: 'choice',
    required: false,
    upFront: true,
    refuseBlank: true,
    label: 'Calling Hours',
    help: "Call only inside these hours of the recipient's local time. Recipient's country takes the hours of the number's country. Helps you call at reasonable hours. Not legal advice.",
    example: 'us_federal',
    defaultValue: 'recipient_country',
    choices: callingHoursChoices(),
  },
  customHours: {
    kind: 'text',
    required: false,
    upFront: true,
    partner: { field: 'callingHours', value: 'custom' },
    label: 'Custom Hours',
    help: 'Weekdays with times, separated by semicolons. Used instead of any other hours.',
    example: 'Mon-Fri 09:00-18:00; Sat 10:00-14:00',
    maxLength: 500,
  },
  holidayDates: {
    kind: 'text',
    required: false,
    refuseBlank: true,
    label: 'Extra Holidays',
    help: 'Dates on which nobody is called, beside the holidays of the chosen hours, separated by commas.',
    example: '2026-12-24, 2026-12-31',
    maxLength: 5_000,
    acceptsList: true,
    acceptsDates: true,
  },
  outsideHours: {
    kind: 'choice',
    required: false,
    upFront: true,
    refuseBlank: true,
    partner: { field: 'callingHours', valueNot: 'off' },
    label: 'Outside Calling Hours',
    help: 'What to do when the hours are closed.',
    example: 'schedule',
    defaultValue: 'schedule',
    choices: [{ value: 'schedule', label: 'Schedule for the Next Allowed Time' }, { value: 'refuse', label: 'Refuse the Call' }],
  },
  startGuardSeconds: {
    kind: 'number',
    required: false,
    label: 'Buffer After Opening (Seconds)',
    help: 'Distance kept from the beginning of the calling hours, because the server may dial up to a minute early.',
    example: '120',
    min: 0,
    max: 3_600,
    defaultValue: 120,
  },
  endGuardSeconds: {
    kind: 'number',
    required: false,
    label: 'Buffer Before Closing (Seconds)',
    help: 'Distance kept from the end of the calling hours, because the server needs a moment between its last check and the ring.',
    example: '120',
    min: 0,
    max: 3_600,
    defaultValue: 120,
  },
  keepTryingForSeconds: {
    kind: 'number',
    required: false,
    label: 'Keep Trying For (Seconds)',
    help: `How long the server may keep trying while lines are busy; then the call expires. Less than 60 counts as 60, because a silent call server can hold all calls of a region back for half a minute. A scheduled call gets at least an hour. Above ${longestGuardedPatienceMs / 1_000}, the protection against a second call for the same event is weaker.`,
    example: '120',
    min: 0,
    max: 86_400,
    defaultValue: 120,
  },
});

/** How fast many calls are sent; only for hosts that send many in one step. */
export const paceFields = defineFields({
  concurrency: {
    kind: 'number',
    required: false,
    label: 'Concurrency',
    help: `How many calls are sent at the same time. So many also share one look for earlier calls: with 9, ${hostedRequestsPerMinute} requests place 54 calls.`,
    example: '9',
    min: 1,
    max: 50,
    // Six portions of nine calls and one look-up each fill the requests of a minute.
    defaultValue: 9,
  },
  requestsPerMinute: {
    kind: 'number',
    required: false,
    label: 'Requests per Minute',
    help: `The most requests to the server in any minute; 0 means no limit. The hosted service allows ${hostedRequestsPerMinute}.`,
    example: `${hostedRequestsPerMinute}`,
    min: 0,
    max: 100_000,
    defaultValue: hostedRequestsPerMinute,
  },
});
