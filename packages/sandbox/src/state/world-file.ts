import { readFileSync } from 'node:fs';
import { isJsonObject } from '../wire/json-value.ts';
import type { JsonValue } from '../wire/json-value.ts';
import { businessOf } from './business.ts';
import { BadWorld, Place } from './place.ts';
import type { LoadedRecords } from './entries.ts';
import { loadedRecords } from './loaded-entries.ts';
import type { ApiKey, OffSwitch, Region, Tenancy, User } from './tenancy.ts';

export interface LoadedWorld {
  readonly tenancy: Tenancy;
  readonly records: LoadedRecords;
}

/** Reads a world: the path of a file, or its content. Throws `BadWorld`. */
export function loadWorld(world: unknown): LoadedWorld {
  const content = typeof world === 'string' ? readFile(world) : (world as JsonValue);
  if (!isJsonObject(content)) throw new BadWorld('The world is not a JSON object; write {"users": [], "keys": {}, "businesses": [], ...} as docs/sandbox.md shows.');
  const place = new Place(content, '');
  const users = place.items('users').map(userOf);
  return {
    tenancy: {
      users,
      keys: place.entries('keys').map(([, key]) => keyOf(key, users)),
      businesses: new Map(place.items('businesses').map(businessAt)),
      regions: new Map(place.items('regions').map(regionOf).map((region) => [region.id, region])),
    },
    records: loadedRecords(place),
  };
}

function readFile(path: string): JsonValue {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    const reason = code === 'ENOENT' ? 'there is no such file' : message;
    throw new BadWorld(`The world file ${path} could not be read: ${reason}.`);
  }
  try {
    return JSON.parse(text) as JsonValue;
  } catch (error) {
    throw new BadWorld(`The world file ${path} is not JSON: ${(error as SyntaxError).message.replace(/\.$/, '')}.`);
  }
}

function userOf(user: Place): User {
  return {
    email: user.text('email'),
    firstName: user.text('firstName'),
    lastName: user.text('lastName'),
    businesses: user.numbers('businesses'),
    disabled: switchAt(user, 'disabled'),
    businessesDisabled: switchAt(user, 'businessesDisabled'),
    editingDisabled: switchAt(user, 'editingDisabled'),
    notifications: user.list('notifications'),
  };
}

function switchAt(user: Place, name: string): OffSwitch {
  const value = user.value(name);
  if (value === null || value === true || typeof value === 'string') return value;
  return user.fail(name, 'null, true or a text');
}

function keyOf(key: Place, users: readonly User[]): ApiKey {
  const user = users.find(({ email }) => email === key.text('user')) ?? key.fail('user', 'the e-mail address of one of the users');
  return {
    id: key.text('id'),
    text: key.text('text'),
    user,
    friendlyName: key.text('friendlyName'),
    restrictedToBusinessIds: key.numbers('restrictedToBusinessIds'),
    allowUserManagement: key.value('allowUserManagementApiRequests') === true,
    createdUtc: key.text('createdUtc'),
    missingPermissions: [],
  };
}

function businessAt(place: Place) {
  place.part('businessData').number('id');
  const app = place.part('businessApp');
  for (const list of ['agents', 'numbers', 'telephonyCampaigns', 'webCampaigns']) app.items(list).forEach((item) => item.text('id'));
  const business = businessOf(place.content);
  return [business.id, business] as const;
}

function regionOf(region: Place): Region {
  const servers = region.items('servers');
  return {
    id: region.text('regionId'),
    isDisabled: (region.content['disabledAt'] ?? null) !== null || (region.content['maintenanceEnabledAt'] ?? null) !== null,
    hasServers: servers.length > 0,
    hasAvailableServers: servers.some((server) => server.value('disabledAt') === null),
  };
}
