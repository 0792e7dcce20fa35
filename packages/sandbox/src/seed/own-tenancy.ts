import { keys, regionIds } from '../seed.ts';
import type { SeedKey, SeedUser } from '../seed.ts';
import { businessOf } from '../state/business.ts';
import type { ApiKey, Tenancy, User } from '../state/tenancy.ts';
import { businessAnswer, seedBusinesses } from './businesses.ts';

const seedKeys: readonly SeedKey[] = Object.values(keys);
const users: ReadonlyMap<SeedUser, User> = new Map([...new Set(seedKeys.map(({ user }) => user))].map((user) => [user, userOf(user)]));
const notOff = { isDisabled: false, hasServers: true, hasAvailableServers: true } as const;

/** The users, keys and businesses of the sandbox's own world. */
export const ownTenancy: Tenancy = {
  users: [...users.values()],
  keys: seedKeys.filter((key) => !key.revoked).map(keyOf),
  businesses: new Map(seedBusinesses.map((seed) => [seed.id, businessOf(businessAnswer(seed))])),
  regions: new Map([
    [regionIds.open, { id: regionIds.open, ...notOff }],
    [regionIds.disabled, { id: regionIds.disabled, ...notOff, isDisabled: true }],
    [regionIds.noServers, { id: regionIds.noServers, ...notOff, hasServers: false, hasAvailableServers: false }],
    [regionIds.busy, { id: regionIds.busy, ...notOff, hasAvailableServers: false }],
  ]),
};

function userOf(seed: SeedUser): User {
  return {
    email: seed.email,
    firstName: 'Amina',
    lastName: 'K',
    businesses: seed.businessIds,
    disabled: seed.disabled ? true : null,
    businessesDisabled: seed.businessesDisabled ? true : null,
    editingDisabled: seed.editingDisabled ? true : null,
    notifications: [],
  };
}

function keyOf(seed: SeedKey): ApiKey {
  const user = users.get(seed.user) ?? userOf(seed.user);
  const { id, text, friendlyName, restrictedToBusinessIds, allowUserManagement, missingPermissions } = seed;
  return { id, text, user, friendlyName, restrictedToBusinessIds, allowUserManagement, missingPermissions, createdUtc: '2026-11-20T10:00:00Z' };
}
