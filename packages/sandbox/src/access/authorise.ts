import { keys } from '../seed.ts';
import type { SeedKey } from '../seed.ts';
import { seedBusinesses } from '../seed/businesses.ts';
import type { SeedBusiness } from '../seed/businesses.ts';
import { failure } from '../wire/answer.ts';
import type { FailureAnswer } from '../wire/answer.ts';

const seedKeys: readonly SeedKey[] = Object.values(keys);

export type KeyCheck = { readonly ok: true; readonly key: SeedKey } | { readonly ok: false; readonly answer: FailureAnswer };
export type BusinessCheck =
  | { readonly ok: true; readonly key: SeedKey; readonly business: SeedBusiness }
  | { readonly ok: false; readonly answer: FailureAnswer };

export interface BusinessAccess {
  readonly authorization: string | undefined;
  readonly businessId: number;
  readonly codePrefix: string;
  /** Permissions that each must not be missing, in the order of checking. */
  readonly permissions: readonly string[];
  /** Reading the business itself needs no editing right. */
  readonly needsEditing: boolean;
}

/** Key, user, business, modules: the order of `ValidateUserAPIAndBusinessWithPermissions`. */
export function authoriseBusiness(access: BusinessAccess): BusinessCheck {
  const prefix = `${access.codePrefix}:ValidateUserAPIAndBusinessWithPermissions`;
  const checked = authoriseKey(access.authorization, prefix, access.needsEditing);
  if (!checked.ok) return checked;
  const refuse = (tail: string, message: string | null): BusinessCheck => ({ ok: false, answer: failure(`${prefix}:${tail}`, message) });
  const { key } = checked;
  if (key.restrictedToBusinessIds.length > 0 && !key.restrictedToBusinessIds.includes(access.businessId)) {
    return refuse('RESTRICTED_API_KEY', 'API key is restricted to other businesses.');
  }
  const business = seedBusinesses.find((candidate) => candidate.id === access.businessId);
  if (business === undefined) return refuse('GetUserBusinessById:1', null);
  const session = 'ValidateUserSessionAndGetUserAndBusinessAsync';
  if (business.disabled) return refuse(`${session}:BUSINESS_DISABLED`, 'Business is disabled.');
  if (business.editingDisabled && access.needsEditing) return refuse(`${session}:BUSINESS_EDITING_DISABLED`, 'Editing of this business is disabled.');
  const missing = access.permissions.find((permission) => key.missingPermissions.includes(permission));
  if (missing !== undefined) return refuse(`CheckModulePermission:${missing}`, `Permission ${missing} is disabled.`);
  return { ok: true, key, business };
}

/** For `/api/v1/user*`: the key, its user, and the key's user-management flag. */
export function authoriseUser(authorization: string | undefined, codePrefix: string): KeyCheck {
  const checked = authoriseKey(authorization, codePrefix, false);
  if (!checked.ok || checked.key.allowUserManagement) return checked;
  const code = `${codePrefix}:ValidateUserAPIWithPermissions:API_ACCESS_MANAGEMENT_RESTRICTION`;
  return { ok: false, answer: failure(code, 'API user endpoints access management restriction') };
}

function authoriseKey(authorization: string | undefined, codePrefix: string, needsEditing: boolean): KeyCheck {
  const prefix = `${codePrefix}:ValidateUserAPIWithPermissions`;
  const refuse = (tail: string, message: string): KeyCheck => ({ ok: false, answer: failure(`${prefix}:${tail}`, message) });
  const invalid = (tail: string, message: string): KeyCheck => refuse(`VALIDATE_API_KEY:${tail}`, message);
  // The server deletes every occurrence of the scheme word, so that a bare key passes too.
  const text = (authorization ?? '').replaceAll('Token ', '');
  if (!text.startsWith('iu_')) return invalid('INVALID_FORMAT', 'Invalid API key format.');
  const [, hash, payload, ...rest] = text.split('_');
  if (hash === undefined || payload === undefined || rest.length > 0) return invalid('INVALID_FORMAT_LENGTH', 'Invalid API key format length.');
  const ofUser = seedKeys.filter((key) => key.user.hash === hash);
  const [first] = ofUser;
  if (first === undefined) return invalid('USER_NOT_FOUND', 'User not found for API key.');
  const [marker, keyId] = Buffer.from(payload, 'base64').toString('latin1').split(':');
  if (marker !== 'iqra-sandbox-key' || keyId === undefined) return invalid('DECRYPTION_FAILED', 'Failed to decrypt API key.');
  if (keyId.trim() === '') return invalid('INVALID_PAYLOAD', 'Invalid API key payload.');
  const key = ofUser.find((candidate) => candidate.id === keyId.trim() && !candidate.revoked);
  if (key === undefined) return invalid('KEY_NOT_FOUND', 'API key not found.');
  if (key.text !== text) return invalid('API_KEY_INVALID', 'API key is invalid.');
  if (key.user.disabled) return refuse('ValidateUserPermissions:USER_DISABLED', 'User is disabled.');
  if (key.user.businessesDisabled) return refuse('ValidateUserPermissions:BUSINESS_DISABLED', 'Businesses of this user are disabled.');
  if (key.user.editingDisabled && needsEditing) {
    return refuse('ValidateUserPermissions:BUSINESS_EDITING_DISABLED', 'Editing businesses is disabled for this user.');
  }
  return { ok: true, key };
}
