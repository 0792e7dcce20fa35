import { agentIds, campaignIds, numberIds, toolIds } from '../seed.ts';
import type { JsonObject } from '../wire/json-value.ts';

export interface SeedVariable {
  readonly key: string;
  readonly isRequired: boolean;
  readonly isEmptyOrNullAllowed: boolean;
}

export interface SeedCampaign {
  readonly id: string;
  readonly emoji: string;
  readonly name: string;
  readonly agentId: string;
  readonly maxCallTimeS: number;
  /** ISO region of the recipient -> calling number. */
  readonly routes: Readonly<Record<string, string>>;
  readonly defaultNumberId: string;
  readonly dynamicVariables: readonly SeedVariable[];
  readonly metadata: readonly SeedVariable[];
  /** Its actions tell the run that waits for a call; the others have no actions. */
  readonly wakes: boolean;
}

const plain = { wakes: false, maxCallTimeS: 600, routes: {}, defaultNumberId: numberIds.us, agentId: agentIds.reminder, dynamicVariables: [], metadata: [] } as const;
const required = (key: string, isEmptyOrNullAllowed = false): SeedVariable => ({ key, isRequired: true, isEmptyOrNullAllowed });
const optional = (key: string): SeedVariable => ({ key, isRequired: false, isEmptyOrNullAllowed: true });

export const seedCampaigns: readonly SeedCampaign[] = [
  {
    ...plain,
    id: campaignIds.reminders,
    emoji: '📞',
    name: 'Appointment reminders',
    wakes: true,
    routes: { GB: numberIds.gb, DE: numberIds.de, AE: numberIds.ae },
    dynamicVariables: [required('customer_name'), optional('appointment_time')],
  },
  {
    ...plain,
    id: campaignIds.survey,
    emoji: '📋',
    name: 'Satisfaction survey',
    agentId: agentIds.survey,
    maxCallTimeS: 300,
    routes: { GB: numberIds.gb },
    dynamicVariables: [required('customer_name', true), optional('visit_date')],
    metadata: [required('crm_id')],
  },
  { ...plain, id: campaignIds.consultation, emoji: '🦷', name: 'Long consultation', agentId: agentIds.arabicOnly, maxCallTimeS: 3_600 },
  { ...plain, id: campaignIds.orphaned, emoji: '👻', name: 'Old recall (agent deleted)', agentId: agentIds.deleted },
  { ...plain, id: campaignIds.numberGone, emoji: '🕳️', name: 'Summer offers (number gone)', defaultNumberId: numberIds.deleted },
  { ...plain, id: campaignIds.voiceDisabled, emoji: '🔇', name: 'Text only (voice off)', defaultNumberId: numberIds.voiceDisabled },
  { ...plain, id: campaignIds.modemTel, emoji: '📟', name: 'Branch office (ModemTel)', defaultNumberId: numberIds.modemTel },
  { ...plain, id: campaignIds.sip, emoji: '☎️', name: 'Head office (SIP)', defaultNumberId: numberIds.sip },
];

/** Every campaign begins with it. */
export const openingScriptId = '6712bb7de1aa4c55d0b1c8f0';

const noRetry = { enabled: false, count: null, delay: null, unit: null };
const noTool = { toolId: null, arguments: null };
/** The whole metadata of the call: the tool picks the address out of it. */
const wake = { toolId: toolIds.wake, arguments: { call: '{={call_queue_metadata}=}' } };

/** One campaign as the business answer shows it. */
export function campaignAnswer(campaign: SeedCampaign): JsonObject {
  const tool = campaign.wakes ? wake : noTool;
  return {
    id: campaign.id,
    general: { emoji: campaign.emoji, name: campaign.name, description: '' },
    agent: {
      selectedAgentId: campaign.agentId,
      openingScriptId,
      language: 'en',
      timezones: [],
      fromNumberInContext: true,
      toNumberInContext: true,
    },
    configuration: {
      retryOnDecline: noRetry,
      retryOnMiss: noRetry,
      timeouts: { pickupDelayMS: 0, notifyOnSilenceMS: 10_000, endOnSilenceMS: 30_000, maxCallTimeS: campaign.maxCallTimeS },
    },
    voicemailDetection: { isEnabled: false, endCallOnDetect: true, leaveMessageOnDetect: false, messageToLeave: null },
    numberRoute: { routeNumberList: campaign.routes, defaultNumberId: campaign.defaultNumberId },
    actions: {
      callInitiationFailureTool: tool,
      callInitiatedTool: noTool,
      callDeclinedTool: tool,
      callMissedTool: tool,
      callAnsweredTool: noTool,
      callEndedTool: tool,
    },
    variables: { dynamicVariables: campaign.dynamicVariables.map(variableAnswer), metadata: campaign.metadata.map(variableAnswer) },
    postAnalysis: { postAnalysisId: null, contextVariables: null },
  };
}

function variableAnswer(variable: SeedVariable): JsonObject {
  return { key: variable.key, isRequired: variable.isRequired, isEmptyOrNullAllowed: variable.isEmptyOrNullAllowed };
}
