import type { Business, CallingNumber, Campaign } from '../state/business.ts';
import { CallRefused } from './call-refused.ts';

const forward = 'ForwardCallInitiationRequestAsync';

/**
 * The number that a call goes out from: the campaign's route for the exact region of the recipient, else its default. A route that
 * is there and leads nowhere refuses the call, however good the default is.
 */
export function callingNumberFor(business: Business, campaign: Campaign, region: string | null): CallingNumber {
  if (region === null) throw new CallRefused(`${forward}:GetBusinessNumberIdForToNumber:TO_NUMBER_GET_REGION_FAILED`, 'Failed to get region of the to number.');
  const routed = campaign.routes.get(region);
  const number = business.numbers.get(routed === undefined ? campaign.defaultNumberId : (routed ?? ''));
  if (number === undefined) throw new CallRefused(`${forward}:BUSINESS_NUMBER_NOT_FOUND`, 'Business number not found for single call.');
  if (!number.voiceEnabled) throw new CallRefused(`${forward}:BUSINESS_NUMBER_VOICE_DISABLED`, 'Business number has voice disabled.');
  return number;
}
