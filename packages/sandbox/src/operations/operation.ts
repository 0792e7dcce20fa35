import type { SandboxState } from '../state/sandbox-state.ts';
import type { Permission } from '../access/authorise.ts';
import type { Business } from '../state/business.ts';
import type { ApiKey } from '../state/tenancy.ts';
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
  readonly key: ApiKey;
  /** Absent for `/api/v1/user*`. */
  readonly business: Business | null;
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
  readonly permissions: readonly Permission[];
  readonly needsEditing: boolean;
  readonly body: 'none' | 'form' | Model;
  /** Members of the body without which the framework refuses it: texts that are not blank, and objects that may be absent but not `null`. */
  readonly requires?: { readonly texts: readonly string[]; readonly notNull: readonly string[] };
  readonly run: (context: OperationContext) => Answer | Promise<Answer>;
}

function moduleRights(code: string, path: readonly string[], module: string): readonly Permission[] {
  return (['Full', 'Retrieving'] as const).map((action) => ({ code: `${code}_${action.toUpperCase()}`, path, action, module }));
}

const conversations = moduleRights('CONVERSATIONS.CONVERSATIONPERMISSIONS', ['conversations', 'conversationPermissions'], 'Conversations.ConversationPermissions');

export const permissionSets = {
  makeCall: [{ code: 'MAKECALL_FULL', path: ['makeCall'], action: 'Full', module: 'MakeCall' }],
  conversations,
  outbound: [...conversations, ...moduleRights('CONVERSATIONS.OUTBOUND', ['conversations', 'outbound'], 'Conversations.Outbound')],
  inbound: [...conversations, ...moduleRights('CONVERSATIONS.INBOUND', ['conversations', 'inbound'], 'Conversations.Inbound')],
  webSessions: [...conversations, ...moduleRights('CONVERSATIONS.WEBSESSION', ['conversations', 'webSession'], 'Conversations.WebSession')],
  webSessionCall: [{ code: 'WEBSESSIONCALL_FULL', path: ['webSessionCall'], action: 'Full', module: 'WebSessionCall' }],
} as const satisfies Readonly<Record<string, readonly Permission[]>>;
