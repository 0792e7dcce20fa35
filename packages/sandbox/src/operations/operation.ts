import type { SandboxState } from '../state/sandbox-state.ts';
import type { SeedKey } from '../seed.ts';
import type { SeedBusiness } from '../seed/businesses.ts';
import type { Answer } from '../wire/answer.ts';
import type { FormBody } from '../wire/form.ts';
import type { Model } from '../wire/json-model.ts';
import type { JsonObject } from '../wire/json-value.ts';
import type { SemanticFault } from '../faults/fault-rule.ts';

export const operationNames = [
  'initiateCall',
  'listOutbound',
  'countOutbound',
  'getOutbound',
  'listInbound',
  'countInbound',
  'getInbound',
  'listConversations',
  'getConversation',
  'getBusiness',
  'initiateWebSession',
  'countWebSessions',
  'listWebSessions',
  'getWebSession',
  'getUser',
  'countUsage',
  'listUsage',
] as const;

/** The 17 endpoints, by the names that fault rules and the request log use. */
export type OperationName = (typeof operationNames)[number];

export interface OperationContext {
  readonly state: SandboxState;
  /** This server, for links in answers. */
  readonly origin: string;
  /** The moment of this request, ms since 1970 UTC of the sandbox's clock. */
  readonly now: number;
  readonly key: SeedKey;
  /** Absent for `/api/v1/user*`. */
  readonly business: SeedBusiness | null;
  /** The last path segment where it is an id. */
  readonly id: string;
  /** The bound JSON body, `{}` where the operation takes none. */
  readonly body: JsonObject;
  readonly form: FormBody | null;
  readonly fault: SemanticFault | null;
  /** Entries younger than this are not in lists and counts yet. */
  readonly listLagMs: number;
}

export interface Operation {
  readonly name: OperationName;
  readonly method: 'GET' | 'POST';
  /** Path below `/api/v1`, with `{businessId}` and `{id}`. */
  readonly path: string;
  readonly codePrefix: string;
  /** Where access failures carry another prefix than the operation's own. */
  readonly accessPrefix?: string;
  readonly permissions: readonly string[];
  readonly needsEditing: boolean;
  readonly body: 'none' | 'form' | Model;
  readonly run: (context: OperationContext) => Answer | Promise<Answer>;
}

const conversations = ['CONVERSATIONS.CONVERSATIONPERMISSIONS_FULL', 'CONVERSATIONS.CONVERSATIONPERMISSIONS_RETRIEVING'] as const;

export const permissionSets = {
  makeCall: ['MAKECALL_FULL'],
  conversations,
  outbound: [...conversations, 'CONVERSATIONS.OUTBOUND_FULL', 'CONVERSATIONS.OUTBOUND_RETRIEVING'],
  inbound: [...conversations, 'CONVERSATIONS.INBOUND_FULL', 'CONVERSATIONS.INBOUND_RETRIEVING'],
  webSessions: [...conversations, 'CONVERSATIONS.WEBSESSION_FULL', 'CONVERSATIONS.WEBSESSION_RETRIEVING'],
  webSessionCall: ['WEBSESSIONCALL_FULL'],
} as const;
