import { initiateCallFields, parseInput } from '@iqra-automation/core';
import { plan } from './asked-call';
import { publicReports, type PublicReport } from './public-reports';

/** Reports about a number that was rung at a moment when it must not be. */
const reports = [...publicReports('K3'), ...publicReports('K4')];

const hoursOf = ({ input }: PublicReport): { readonly hours: string; readonly custom?: string } => {
  const chosen = input['callingHours'];
  const written = typeof chosen === 'string' ? chosen : 'custom daily 09:00-20:00';
  return written.startsWith('custom ') ? { hours: 'custom', custom: written.slice(7) } : { hours: written };
};

test.each(reports.map((report) => [report.id, report] as const))('%s: nobody is rung at that moment', (_id, report) => {
  const { number, now } = report.input as { readonly number: string; readonly now: string };
  const { start } = plan({ number, now, ...hoursOf(report) });
  expect(start === null ? 0 : Date.parse(start)).toBeGreaterThan(Date.parse(now));
});

test('the reports are all there', () => {
  expect(reports.length).toBeGreaterThanOrEqual(13);
});

test('K7-05: extra holidays whose mapping finds nothing are refused, and not off in silence', () => {
  for (const holidayDates of [null, '', ' ']) {
    const raw = { recipientNumber: '+14155552671', campaignId: 'x', callingHours: 'us_federal', holidayDates };
    expect(() => parseInput(initiateCallFields, raw)).toThrow(/Extra Holidays/);
  }
  expect(() => parseInput(initiateCallFields, { recipientNumber: '+14155552671', campaignId: 'x', callingHours: 'us_federal' })).not.toThrow();
});
