import type { InputProblem } from '../errors/iqra-error.ts';
import { describeDistantMoment } from './describe-moment.ts';

/** An item may wait this long in its host between the workflow's reckoning of "now" and this step. */
const pastToleranceMs = 5 * 60_000;
/** A year, a leap day included. */
export const furthestScheduleMs = 366 * 24 * 60 * 60_000;

/** What is wrong with a requested start, or `null`. A start that has just passed is meant as "now". */
export function findTimeProblem(requestedStartMs: number, nowMs: number): InputProblem | null {
  if (requestedStartMs < nowMs - pastToleranceMs) {
    const message = `Scheduled Time is in the past: ${describeDistantMoment(requestedStartMs)}; it is now ${describeDistantMoment(nowMs)}. Nothing is called for a time that is over.`;
    return { field: 'scheduledTime', code: 'SCHEDULE_IN_PAST', message };
  }
  if (requestedStartMs > nowMs + furthestScheduleMs) {
    const message = `Scheduled Time is more than a year away: ${describeDistantMoment(requestedStartMs)}. Check the year.`;
    return { field: 'scheduledTime', code: 'SCHEDULE_TOO_FAR', message };
  }
  return null;
}
