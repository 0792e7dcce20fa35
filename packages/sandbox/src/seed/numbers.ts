import { campaignIds, numberIds, routeIds } from '../seed.ts';
import type { JsonObject } from '../wire/json-value.ts';

export interface SeedNumber {
  readonly id: string;
  readonly provider: number;
  readonly countryCode: string;
  readonly number: string;
  readonly voiceEnabled: boolean;
  readonly extra: JsonObject;
}

/** The clinic's calling numbers; national numbers are from ranges kept free for fiction where the country has one. */
export const seedNumbers: readonly SeedNumber[] = [
  { id: numberIds.us, provider: 2, countryCode: 'US', number: '4155550100', voiceEnabled: true, extra: { twilioPhoneNumberId: 'PN00000000000000000000000000000001' } },
  { id: numberIds.gb, provider: 2, countryCode: 'GB', number: '2079460100', voiceEnabled: true, extra: { twilioPhoneNumberId: 'PN00000000000000000000000000000002' } },
  { id: numberIds.de, provider: 2, countryCode: 'DE', number: '3023125100', voiceEnabled: true, extra: { twilioPhoneNumberId: 'PN00000000000000000000000000000003' } },
  { id: numberIds.ae, provider: 2, countryCode: 'AE', number: '43310100', voiceEnabled: true, extra: { twilioPhoneNumberId: 'PN00000000000000000000000000000004' } },
  { id: numberIds.voiceDisabled, provider: 2, countryCode: 'AU', number: '255501000', voiceEnabled: false, extra: { twilioPhoneNumberId: 'PN00000000000000000000000000000005' } },
  { id: numberIds.modemTel, provider: 1, countryCode: 'PK', number: '2135550100', voiceEnabled: true, extra: { modemTelPhoneNumberId: 'mt-00000001' } },
  {
    id: numberIds.sip,
    provider: 10,
    countryCode: 'US',
    number: '4155550109',
    voiceEnabled: true,
    extra: { sipTrunk: { host: 'sip.dental-clinic.example', username: 'clinic', password: 'sip-password-hunter2' } },
  },
];

/** One number as the business answer shows it. */
export function numberAnswer(number: SeedNumber): JsonObject {
  return {
    provider: number.provider,
    ...number.extra,
    id: number.id,
    countryCode: number.countryCode,
    number: number.number,
    routeId: number.id === numberIds.us ? routeIds.reception : null,
    regionId: 'us-east',
    regionServerId: '',
    integrationId: '6711000000000000000000a1',
    voiceEnabled: number.voiceEnabled,
    smsEnabled: false,
    scriptSMSNodeReferences: [],
    telephonyCampaignDefaultNumberRouteReferences: number.id === numberIds.us ? [campaignIds.reminders, campaignIds.survey] : [],
    telephonyCampaignNumbersRouteReferences: [],
  };
}
