import type { RequestFormat } from '../domain/connection.ts';
import type { InputProblem } from '../errors/iqra-error.ts';

/** The fields of the form that say who calls. */
export interface CallerInput {
  readonly campaignId?: string;
  readonly agentId?: string;
  readonly numberId?: string;
}

export interface ChosenCaller {
  readonly campaignId: string | null;
  readonly agentId: string | null;
  readonly callingNumberId: string | null;
}

/**
 * What each request form needs: `config` a campaign; `documented` an agent and a calling number; `auto` either of the two, since it
 * carries both forms. Reports what is missing and returns what is there.
 */
export function chooseCaller(input: CallerInput, format: RequestFormat, problems: InputProblem[]): ChosenCaller {
  const caller = { campaignId: input.campaignId ?? null, agentId: input.agentId ?? null, callingNumberId: input.numberId ?? null };
  const hasCampaign = caller.campaignId !== null;
  const hasPair = caller.agentId !== null && caller.callingNumberId !== null;
  const missing = describeMissing(format, hasCampaign, hasPair);
  if (missing !== null && !problems.some((one) => one.field === missing.field)) problems.push(missing);
  return caller;
}

function describeMissing(format: RequestFormat, hasCampaign: boolean, hasPair: boolean): InputProblem | null {
  switch (format) {
    case 'config':
      return hasCampaign ? null : { field: 'campaignId', code: 'REQUIRED', message: 'Campaign: choose a campaign.' };
    case 'documented':
      return hasPair
        ? null
        : { field: 'agentId', code: 'REQUIRED', message: 'Agent and Calling Number: choose both; the request format of the connection needs them.' };
    case 'auto':
      return hasCampaign || hasPair
        ? null
        : { field: 'campaignId', code: 'REQUIRED', message: 'Campaign: choose a campaign.' };
    default:
      return format satisfies never;
  }
}
