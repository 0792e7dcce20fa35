import { campaignErrors } from '../campaigns/campaign-errors.ts';
import { fieldErrors } from '../fields/field-errors.ts';
import { hoursErrors } from '../hours/hours-error-table.ts';
import { recipientErrors } from '../recipients/recipient-errors.ts';
import { retryingErrors, retryReasons } from '../retrying/retrying-errors.ts';
import { eventKeyErrors } from '../sending/call-key.ts';
import { sendingErrors } from '../sending/sending-errors.ts';
import type { ErrorPart } from './define-errors.ts';
import { hostErrors, serverErrors } from './server-errors.ts';

/** The one table of our own errors. Each part stands beside what gives its errors; a new part gets its line here. */
export const ownErrors: readonly ErrorPart[] = [sendingErrors, eventKeyErrors, recipientErrors, campaignErrors, hoursErrors, retryingErrors, retryReasons, fieldErrors, serverErrors, hostErrors];
