import { getCountryCallingCode, isSupportedCountry } from 'libphonenumber-js/max';
import type { BusinessSetup, CallingNumberSetup, CampaignSetup, Provider } from '../domain/campaign-setup.ts';
import { countryChoices } from '../fields/safety.fields.ts';
import { found, type Finding, type Severity } from './findings.ts';

/**
 * Judges the numbers from which a campaign calls. A call takes the route with exactly the region of the recipient's number; where that
 * route is unusable the call is refused, also if the default number is good. `countries` = where recipients are; empty = not known.
 */
export function checkNumbers(setup: BusinessSetup, campaign: CampaignSetup, countries: readonly string[]): readonly Finding[] {
  const { routes, defaultCallingNumberId } = campaign;
  const routed = new Set(routes.map(({ country }) => country));
  const withoutRoute = countries.filter((country) => !routed.has(country));
  const mildWhere = (nobodyTakesIt: boolean): Severity | undefined => (countries.length > 0 && nobodyTakesIt ? 'warning' : undefined);
  return [
    ...checkNumber(setup, { theDefaultOrARoute: 'The default number', asDefaultOrForACountry: 'as the default' }, defaultCallingNumberId, mildWhere(withoutRoute.length === 0)),
    ...routes.flatMap(({ country, callingNumberId }) =>
      checkNumber(setup, placeOfRoute(country), callingNumberId, mildWhere(!countries.includes(country))),
    ),
    ...withoutRoute.flatMap((country) => checkDefault(setup, campaign, country)),
  ];
}

/** What a number is chosen for, as the subject of a sentence and as a part of one. */
interface NumberPlace {
  readonly theDefaultOrARoute: string;
  readonly asDefaultOrForACountry: string;
}

function placeOfRoute(country: string): NumberPlace {
  return { theDefaultOrARoute: `The route for ${nameOf(country)}`, asDefaultOrForACountry: `for ${nameOf(country)}` };
}

function checkNumber(setup: BusinessSetup, place: NumberPlace, id: string | null, severity: Severity | undefined): readonly Finding[] {
  if (id === null) return [found('NUMBER_MISSING', place, severity)];
  const number = setup.callingNumbers.find((one) => one.id === id);
  if (number === undefined) return [found('NUMBER_DELETED', place, severity)];
  const values = { ...place, number: number.label };
  return [
    ...(number.voiceEnabled ? [] : [found('NUMBER_WITHOUT_VOICE', values, severity)]),
    ...(number.hasIntegration ? [] : [found('NUMBER_WITHOUT_INTEGRATION', values, severity)]),
    ...checkProvider(number, values, severity),
  ];
}

function checkProvider({ provider }: CallingNumberSetup, values: NumberPlace & { readonly number: string }, severity: Severity | undefined): readonly Finding[] {
  switch (provider) {
    case 'twilio':
      return [];
    case 'modemtel':
      return [found('PROVIDER_TELLS_NO_END', values)];
    case 'vonage':
    case 'telnyx':
    case 'sip':
    case 'unknown':
      return [found('PROVIDER_CANNOT_CALL', { ...values, provider: providerNames[provider] }, severity)];
    default:
      return provider satisfies never;
  }
}

const providerNames: Readonly<Record<Provider, string>> = { twilio: 'Twilio', modemtel: 'ModemTel', vonage: 'Vonage', telnyx: 'Telnyx', sip: 'SIP', unknown: 'an unknown kind' };

/** People of a country without a route see the default number; of the same country that is what they expect. */
function checkDefault({ callingNumbers }: BusinessSetup, { routes, defaultCallingNumberId }: CampaignSetup, country: string): readonly Finding[] {
  const number = callingNumbers.find(({ id }) => id === defaultCallingNumberId);
  if (number === undefined || number.country === country) return [];
  const neighbour = routes.find((route) => haveOneCode(route.country, country));
  const values = { country: nameOf(country), number: number.label };
  return [neighbour === undefined ? found('NO_ROUTE', values) : found('NO_ROUTE_OF_ITS_OWN', { ...values, neighbour: nameOf(neighbour.country) })];
}

function haveOneCode(one: string, other: string): boolean {
  return isSupportedCountry(one) && isSupportedCountry(other) && getCountryCallingCode(one) === getCountryCallingCode(other);
}

function nameOf(country: string): string {
  return countryChoices.find(({ value }) => value === country)?.label ?? country;
}
