import { createHash } from 'node:crypto';

/**
 * The sandbox's made-up world, for tests and for people who try things out: businesses, campaigns, agents, numbers, keys.
 * Every id here is stable.
 */

export const businessIds = { clinic: 184, disabled: 185, readOnly: 186, other: 187, unpaid: 188 } as const;

export const agentIds = {
  reminder: '6712aa7de1aa4c55d0b1c8f0',
  survey: '6712aa7de1aa4c55d0b1c8f1',
  arabicOnly: '6712aa7de1aa4c55d0b1c8f2',
  /** Named by a campaign, but deleted. */
  deleted: '6712aa7de1aa4c55d0b1c8ff',
} as const;

export const numberIds = {
  us: '67120b7de1aa4c55d0b1c903',
  gb: '67120b7de1aa4c55d0b1c904',
  de: '67120b7de1aa4c55d0b1c905',
  ae: '67120b7de1aa4c55d0b1c906',
  /** Voice is switched off. */
  voiceDisabled: '67120b7de1aa4c55d0b1c907',
  /** A provider that places calls and never reports how they went. */
  modemTel: '67120b7de1aa4c55d0b1c908',
  /** A provider that cannot place outbound calls. */
  sip: '67120b7de1aa4c55d0b1c909',
  /** Named by a campaign, but gone. */
  deleted: '67120b7de1aa4c55d0b1c9ff',
} as const;

export const toolIds = { booking: '6714e0f2a54d1b0c9e4f7a01', wake: '6714e0f2a54d1b0c9e4f7a02' } as const;

export const campaignIds = {
  /** `customer_name` required and not empty, `appointment_time` optional; at most 600 s. */
  reminders: '6713c0f2a54d1b0c9e4f7a21',
  /** `customer_name` required but may be empty, metadata `crm_id` required; at most 300 s. */
  survey: '6713c0f2a54d1b0c9e4f7a22',
  /** Nothing declared; at most 3600 s. */
  consultation: '6713c0f2a54d1b0c9e4f7a23',
  /** Its agent was deleted. */
  orphaned: '6713c0f2a54d1b0c9e4f7a24',
  /** Its calling number is gone. */
  numberGone: '6713c0f2a54d1b0c9e4f7a25',
  /** Its calling number has voice switched off. */
  voiceDisabled: '6713c0f2a54d1b0c9e4f7a26',
  /** Calls through ModemTel. */
  modemTel: '6713c0f2a54d1b0c9e4f7a27',
  /** Calls through a SIP number: canceled at processing. */
  sip: '6713c0f2a54d1b0c9e4f7a28',
} as const;

export const webCampaignIds = { siteWidget: '6720c0f2a54d1b0c9e4f7b31' } as const;
export const routeIds = { reception: '6713d1b2a54d1b0c9e4f7b00' } as const;
export const regionIds = { open: 'us-east', disabled: 'eu-closed', noServers: 'ap-empty', busy: 'sa-full' } as const;

/** Texts of the business answer that must never leave a client's core. */
export const secretsInBusinessAnswer = [
  'sk-tool-header-7f3a9b2c',
  'sip-password-hunter2',
  'owner@dental-clinic.example',
  'cache-token-51c0ffee',
] as const;

export interface SeedUser {
  readonly name: string;
  readonly email: string;
  /** First part of the user's keys. */
  readonly hash: string;
  readonly disabled: boolean;
  readonly businessesDisabled: boolean;
  readonly editingDisabled: boolean;
  readonly businessIds: readonly number[];
}

export interface SeedKey {
  readonly id: string;
  readonly friendlyName: string;
  readonly user: SeedUser;
  /** The whole key as sent in the header. */
  readonly text: string;
  readonly restrictedToBusinessIds: readonly number[];
  readonly allowUserManagement: boolean;
  /** Module permissions that are switched off for this key, as they appear in `CheckModulePermission` codes. */
  readonly missingPermissions: readonly string[];
  readonly revoked: boolean;
}

/** Third part of a key: what the server would decrypt. */
function keyPayload(keyId: string): string {
  return Buffer.from(`iqra-sandbox-key:${keyId}`).toString('base64');
}

function user(name: string, options: Partial<SeedUser> = {}): SeedUser {
  const email = options.email ?? `${name}@dental-clinic.example`;
  return {
    name,
    email,
    hash: createHash('sha256').update(email).digest('hex'),
    disabled: false,
    businessesDisabled: false,
    editingDisabled: false,
    businessIds: Object.values(businessIds),
    ...options,
  };
}

const owner = user('owner');

function key(id: string, friendlyName: string, options: Partial<SeedKey> = {}): SeedKey {
  const of = options.user ?? owner;
  return {
    id,
    friendlyName,
    user: of,
    text: `iu_${of.hash}_${keyPayload(id)}`,
    restrictedToBusinessIds: [],
    allowUserManagement: true,
    missingPermissions: [],
    revoked: false,
    ...options,
  };
}

/** Keys by what they may do. `full.text` is the sandbox's default key. */
export const keys = {
  full: key('6741a0000000000000000001', 'Full access'),
  restrictedElsewhere: key('6741a0000000000000000002', 'Only for another business', { restrictedToBusinessIds: [businessIds.other] }),
  restrictedHere: key('6741a0000000000000000003', 'Only for the clinic', { restrictedToBusinessIds: [businessIds.clinic] }),
  /** May place calls, may not read queues or conversations. */
  withoutConversations: key('6741a0000000000000000004', 'Without Conversations', {
    missingPermissions: ['CONVERSATIONS.CONVERSATIONPERMISSIONS_RETRIEVING'],
  }),
  /** May place calls and read conversations, may not read the outbound queue. */
  withoutOutboundQueue: key('6741a0000000000000000005', 'Without outbound queue', { missingPermissions: ['CONVERSATIONS.OUTBOUND_RETRIEVING'] }),
  withoutMakeCall: key('6741a0000000000000000006', 'Without Make Call', { missingPermissions: ['MAKECALL_FULL'] }),
  withoutUserManagement: key('6741a0000000000000000007', 'Without user management', { allowUserManagement: false }),
  revoked: key('6741a0000000000000000008', 'Revoked', { revoked: true }),
  disabledUser: key('6741a0000000000000000009', 'Of a disabled user', { user: user('disabled', { disabled: true }) }),
  businessesDisabled: key('6741a000000000000000000a', 'All businesses disabled', { user: user('stopped', { businessesDisabled: true }) }),
  editingDisabled: key('6741a000000000000000000b', 'Editing disabled', { user: user('reader', { editingDisabled: true }) }),
  withoutInboundQueue: key('6741a000000000000000000c', 'Without inbound queue', { missingPermissions: ['CONVERSATIONS.INBOUND_RETRIEVING'] }),
  withoutWebSessions: key('6741a000000000000000000d', 'Without web sessions', {
    missingPermissions: ['CONVERSATIONS.WEBSESSION_RETRIEVING', 'WEBSESSIONCALL_FULL'],
  }),
} as const satisfies Record<string, SeedKey>;

/** Keys that no server would accept, by the code that refuses them. */
export const brokenKeys = {
  INVALID_FORMAT: 'sk_live_0123456789abcdef',
  INVALID_FORMAT_LENGTH: `iu_${owner.hash}`,
  USER_NOT_FOUND: `iu_${'0'.repeat(64)}_${keyPayload(keys.full.id)}`,
  DECRYPTION_FAILED: `iu_${owner.hash}_bm90IG91cnM=`,
  INVALID_PAYLOAD: `iu_${owner.hash}_${keyPayload('')}`,
  KEY_NOT_FOUND: keys.revoked.text,
  /** The third part decodes to a known key, but the text is not the stored one. */
  API_KEY_INVALID: `iu_${owner.hash}_${Buffer.from(`iqra-sandbox-key:${keys.full.id} `).toString('base64')}`,
} as const;
