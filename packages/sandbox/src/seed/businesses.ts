import { agentIds, businessIds, toolIds, webCampaignIds } from '../seed.ts';
import type { JsonObject } from '../wire/json-value.ts';
import { campaignAnswer, openingScriptId, seedCampaigns } from './campaigns.ts';
import type { SeedCampaign } from './campaigns.ts';
import { numberAnswer, seedNumbers } from './numbers.ts';
import type { SeedNumber } from './numbers.ts';

export interface SeedBusiness {
  readonly id: number;
  readonly name: string;
  readonly disabled: boolean;
  readonly editingDisabled: boolean;
  readonly campaigns: readonly SeedCampaign[];
  readonly numbers: readonly SeedNumber[];
  readonly agentIds: readonly string[];
  /** The public reason for which placing calls is switched off. */
  readonly makeCallOff: string | null;
}

const existingAgents = [agentIds.reminder, agentIds.survey, agentIds.arabicOnly];

function business(id: number, name: string, options: Partial<SeedBusiness> = {}): SeedBusiness {
  return { id, name, disabled: false, editingDisabled: false, campaigns: seedCampaigns, numbers: seedNumbers, agentIds: existingAgents, makeCallOff: null, ...options };
}

export const seedBusinesses: readonly SeedBusiness[] = [
  business(businessIds.clinic, 'Dental Clinic'),
  business(businessIds.disabled, 'Closed Practice', { disabled: true }),
  business(businessIds.readOnly, 'Archived Practice', { editingDisabled: true }),
  business(businessIds.other, 'Eye Clinic'),
  business(businessIds.unpaid, 'Unpaid Practice', { makeCallOff: 'Unpaid invoice' }),
];

/** Posts to the address that the call carries in its metadata, as docs/instant-reaction.md sets it up. */
const wakeTool: JsonObject = {
  id: toolIds.wake,
  general: { name: { en: 'Wake the waiting workflow' }, description: { en: 'Tells the run that waits for this call' } },
  configuration: {
    inputSchemea: [{ id: 'call', name: { en: 'call' }, description: { en: 'Metadata of the call' }, type: 1, isArray: false, isRequired: true }],
    requestType: 1,
    endpoint: '{{ call.iqra_resume_url }}',
    headers: {},
    bodyType: 3,
    bodyData: '{}',
  },
};

const agents: readonly JsonObject[] = [
  { id: agentIds.reminder, general: { emoji: '🤖', name: { en: 'Reminder agent', ar: 'وكيل التذكير' }, description: { en: 'Confirms visits' } } },
  { id: agentIds.survey, general: { emoji: '📝', name: { ar: 'وكيل الاستبيان', en: 'Survey agent' }, description: { en: '' } } },
  { id: agentIds.arabicOnly, general: { emoji: '🩺', name: { ar: 'وكيل الاستشارة' }, description: {} } },
];

function closedModules(reason: string | null): JsonObject {
  return reason === null ? {} : { Full: { disabledAt: '2026-11-01T00:00:00Z', publicReason: reason } };
}

/** The whole configuration of a business, with the secrets that a real one carries, as `GET /business/{id}` answers it. */
export function businessAnswer(seed: SeedBusiness): JsonObject {
  return {
    businessData: {
      id: seed.id,
      masterUserEmail: 'owner@dental-clinic.example',
      name: seed.name,
      logoUrl: null,
      defaultLanguage: 'en',
      languages: ['en', 'ar'],
      tutorials: {},
      permission: {
        businessPermissions: {
          ...(seed.disabled ? { Full: { disabledAt: '2026-11-01T00:00:00Z', publicReason: null } } : {}),
          ...(seed.editingDisabled ? { Editing: { disabledAt: '2026-11-01T00:00:00Z', publicReason: 'Archived' } } : {}),
        },
        agents: {},
        conversations: { conversationPermissions: {}, inbound: {}, outbound: {}, webSession: {} },
        makeCall: closedModules(seed.makeCallOff),
        webSessionCall: {},
      },
      whiteLabelAssignedCustomerEmail: null,
    },
    businessApp: {
      id: seed.id,
      context: { branding: { name: seed.name, country: 'US' } },
      tools: [
        {
          id: toolIds.booking,
          general: { name: { en: 'Book a visit' }, description: { en: 'Calls the booking system' } },
          configuration: { endpoint: 'https://booking.dental-clinic.example/api', headers: { Authorization: 'Bearer sk-tool-header-7f3a9b2c' } },
        },
        wakeTool,
      ],
      agents,
      scripts: [
        { id: openingScriptId, nodes: [], edges: [] },
        { id: '6714e0f2a54d1b0c9e4f7b01', nodes: [{ id: 'node-book', nodeType: 5, toolId: toolIds.booking, toolConfiguration: {} }], edges: [] },
      ],
      integrations: [{ id: '6711000000000000000000a1', type: 'twilio', friendlyName: 'Main Twilio', fields: { accountSid: 'AC00000000000000000000000000000000' } }],
      cache: { messageGroups: [], warmUpToken: 'cache-token-51c0ffee' },
      routings: [],
      numbers: seed.numbers.map(numberAnswer),
      knowledgeBases: [],
      telephonyCampaigns: seed.campaigns.map(campaignAnswer),
      webCampaigns: [{ id: webCampaignIds.siteWidget, general: { emoji: '🌐', name: 'Site widget', description: '' } }],
      postAnalysis: [],
    },
  };
}
