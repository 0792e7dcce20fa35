import type { ApiKey, OffSwitch } from '../state/tenancy.ts';
import { success } from '../wire/answer.ts';
import { wireDate } from '../wire/dates.ts';
import { isJsonObject } from '../wire/json-value.ts';
import type { JsonObject, JsonValue } from '../wire/json-value.ts';
import { injectedFailure } from './injected-failure.ts';
import type { Operation } from './operation.ts';

/** `GET user` of the open-source build. Its access failures carry the prefix of another operation; that is how the server is. */
export const getUser: Operation = {
  name: 'getUser',
  method: 'GET',
  path: '/user',
  codePrefix: 'GetUserData',
  accessPrefix: 'GetConversations',
  permissions: [],
  needsEditing: false,
  body: 'none',
  run: (context) => {
    if (context.fault?.kind === 'exception' || context.fault?.kind === 'failure') return injectedFailure(context, 'GetUserData');
    const { user } = context.key;
    const { tenancy } = context.state.options;
    return success({
      email: user.email,
      firstName: user.firstName,
      lastName: user.lastName,
      bussiness: user.businesses,
      businessPermission: {
        disableBusinesses: user.businessesDisabled !== null,
        disableBusinessesReason: reasonOf(user.businessesDisabled),
        addBusinessDisabled: false,
        addBusinessDisableReason: null,
        editBusinessDisabled: user.editingDisabled !== null,
        editBusinessDisableReason: reasonOf(user.editingDisabled),
        deleteBusinessDisable: false,
        deleteBusinessDisableReason: null,
      },
      apiKeys: tenancy.keys.filter((key) => key.user === user).map(keyAnswer),
      notifications: user.notifications.map(withWireDates),
    });
  },
};

const storedDate = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d+Z$/;

/** Stored moments as the server writes them. */
function withWireDates(value: JsonValue): JsonValue {
  if (typeof value === 'string') return storedDate.test(value) ? wireDate(Date.parse(value)) : value;
  if (isJsonObject(value)) return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, withWireDates(inner)]));
  return Array.isArray(value) ? value.map(withWireDates) : value;
}

function reasonOf(off: OffSwitch): string | null {
  return typeof off === 'string' ? off : null;
}

function keyAnswer(key: ApiKey): JsonObject {
  return {
    id: key.id,
    friendlyName: key.friendlyName,
    displayName: `${key.text.slice(0, 5)}...${key.text.slice(-5)}`,
    createdUtc: wireDate(Date.parse(key.createdUtc)),
    lastUsedUtc: null,
    restrictedToBusinessIds: key.restrictedToBusinessIds,
    allowUserManagementApiRequests: key.allowUserManagement,
  };
}
