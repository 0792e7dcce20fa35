import type { Business } from '../state/business.ts';
import { permissionItem, withReason } from '../state/tenancy.ts';
import type { ApiKey, OffSwitch, Tenancy } from '../state/tenancy.ts';
import { failure } from '../wire/answer.ts';
import type { FailureAnswer } from '../wire/answer.ts';
import type { JsonObject } from '../wire/json-value.ts';
import { openKey } from './open-key.ts';
import type { KeyCode } from './open-key.ts';

export type KeyCheck = { readonly ok: true; readonly key: ApiKey } | { readonly ok: false; readonly answer: FailureAnswer };
export type BusinessCheck =
  | { readonly ok: true; readonly key: ApiKey; readonly business: Business }
  | { readonly ok: false; readonly answer: FailureAnswer };

/** One right: where it stands in the permissions of a business, and its action. */
export interface Permission {
  /** As it appears in `CheckModulePermission` codes. */
  readonly code: string;
  readonly path: readonly string[];
  readonly action: 'Full' | 'Retrieving';
  /** As the server's message names the module. */
  readonly module: string;
}

export interface BusinessAccess {
  readonly tenancy: Tenancy;
  readonly authorization: string;
  readonly businessId: number;
  readonly codePrefix: string;
  /** Permissions that each must not be switched off, in the order of checking. */
  readonly permissions: readonly Permission[];
  /** Reading the business itself needs no editing right. */
  readonly needsEditing: boolean;
}

const keyMessages: Readonly<Record<KeyCode, string>> = {
  INVALID_FORMAT: 'Invalid API key format.',
  INVALID_FORMAT_LENGTH: 'Invalid API key format length.',
  USER_NOT_FOUND: 'User not found.',
  DECRYPTION_FAILED: 'Decryption or deserialization failed.',
  INVALID_PAYLOAD: 'Invalid API key payload.',
  KEY_NOT_FOUND: 'API key not found.',
  API_KEY_INVALID: 'API key is invalid.',
};

/** Key, user, business, modules: the order of `ValidateUserAPIAndBusinessWithPermissions`. */
export function authoriseBusiness(access: BusinessAccess): BusinessCheck {
  const prefix = `${access.codePrefix}:ValidateUserAPIAndBusinessWithPermissions`;
  const checked = authoriseKey(access.tenancy, access.authorization, prefix, access.needsEditing);
  if (!checked.ok) return checked;
  const refuse = (tail: string, message: string | null): BusinessCheck => ({ ok: false, answer: failure(`${prefix}:${tail}`, message) });
  const { key } = checked;
  if (key.restrictedToBusinessIds.length > 0 && !key.restrictedToBusinessIds.includes(access.businessId)) {
    return refuse('RESTRICTED_API_KEY', 'API Key is restricted to a different business.');
  }
  const business = access.tenancy.businesses.get(access.businessId);
  if (business === undefined) return refuse('GetUserBusinessById:1', null);
  const session = 'ValidateUserSessionAndGetUserAndBusinessAsync';
  const disabled = permissionItem(business, ['businessPermissions'], 'Full');
  if (disabled !== null) return refuse(`${session}:BUSINESS_DISABLED`, withReason('Business is disabled', reasonOf(disabled)));
  const readOnly = permissionItem(business, ['businessPermissions'], 'Editing');
  if (readOnly !== null && access.needsEditing) return refuse(`${session}:BUSINESS_EDITING_DISABLED`, withReason('Business editing is disabled', reasonOf(readOnly)));
  for (const permission of access.permissions) {
    const item = permissionItem(business, permission.path, permission.action);
    const sentence = `${permission.module} action '${permission.action}' is disabled`;
    // An item without a date does not switch a module off, unlike the business itself.
    if (item !== null && (item['disabledAt'] ?? null) !== null) return refuse(`CheckModulePermission:${permission.code}`, withReason(sentence, reasonOf(item)));
    if (key.missingPermissions.includes(permission.code)) return refuse(`CheckModulePermission:${permission.code}`, sentence);
  }
  return { ok: true, key, business };
}

/** For `/api/v1/user*`: the key, its user, and the key's user-management flag. */
export function authoriseUser(tenancy: Tenancy, authorization: string, codePrefix: string): KeyCheck {
  const checked = authoriseKey(tenancy, authorization, codePrefix, false);
  if (!checked.ok || checked.key.allowUserManagement) return checked;
  const code = `${codePrefix}:ValidateUserAPIWithPermissions:API_ACCESS_MANAGEMENT_RESTRICTION`;
  return { ok: false, answer: failure(code, 'API user endpoints access management restriction') };
}

function authoriseKey(tenancy: Tenancy, authorization: string, codePrefix: string, needsEditing: boolean): KeyCheck {
  const prefix = `${codePrefix}:ValidateUserAPIWithPermissions`;
  const refuse = (tail: string, message: string): KeyCheck => ({ ok: false, answer: failure(`${prefix}:${tail}`, message) });
  const opened = openKey(authorization, tenancy);
  if (!opened.ok) return refuse(`VALIDATE_API_KEY:${opened.code}`, keyMessages[opened.code]);
  const { user } = opened.key;
  const off = (code: string, sentence: string, reason: OffSwitch): KeyCheck => refuse(`ValidateUserPermissions:${code}`, withReason(sentence, reason));
  if (user.disabled !== null) return off('USER_DISABLED', 'User is disabled', user.disabled);
  if (user.businessesDisabled !== null) return off('BUSINESS_DISABLED', 'Business is disabled', user.businessesDisabled);
  if (user.editingDisabled !== null && needsEditing) return off('BUSINESS_EDITING_DISABLED', 'Business editing is disabled', user.editingDisabled);
  return opened;
}

function reasonOf(item: JsonObject): OffSwitch {
  const reason = item['publicReason'];
  return typeof reason === 'string' ? reason : true;
}
