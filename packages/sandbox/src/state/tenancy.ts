import type { JsonObject, JsonValue } from '../wire/json-value.ts';
import type { Business } from './business.ts';

/** Switched off: `true`, or the public reason; `null` = not. */
export type OffSwitch = true | string | null;

export interface User {
  readonly email: string;
  readonly firstName: string;
  readonly lastName: string;
  readonly businesses: readonly number[];
  readonly disabled: OffSwitch;
  readonly businessesDisabled: OffSwitch;
  readonly editingDisabled: OffSwitch;
  readonly notifications: readonly JsonValue[];
}

export interface ApiKey {
  readonly id: string;
  /** The whole key as sent in the header. */
  readonly text: string;
  readonly user: User;
  readonly friendlyName: string;
  readonly restrictedToBusinessIds: readonly number[];
  readonly allowUserManagement: boolean;
  readonly createdUtc: string;
  /** Modules that are closed for this key alone: a convenience of the sandbox's own world; the server closes them on the business. */
  readonly missingPermissions: readonly string[];
}

export interface Region {
  readonly id: string;
  readonly isDisabled: boolean;
  readonly hasServers: boolean;
  readonly hasAvailableServers: boolean;
}

/** Who may do what with which business. */
export interface Tenancy {
  readonly users: readonly User[];
  readonly keys: readonly ApiKey[];
  /** Keys that were deleted: they open, and are not found. */
  readonly businesses: ReadonlyMap<number, Business>;
  readonly regions: ReadonlyMap<string, Region>;
}

/** Words for a person: ` : reason` where one was given. */
export function withReason(sentence: string, off: OffSwitch): string {
  return typeof off === 'string' ? `${sentence}: ${off}` : sentence;
}

/** An item of a permission map, `{disabledAt, publicReason}`. */
export function permissionItem(business: Business, path: readonly string[], action: string): JsonObject | null {
  let at: JsonValue | undefined = business.data['permission'];
  for (const part of [...path, action]) at = typeof at === 'object' && at !== null && !Array.isArray(at) ? (at as JsonObject)[part] : undefined;
  return typeof at === 'object' && at !== null && !Array.isArray(at) ? (at as JsonObject) : null;
}
