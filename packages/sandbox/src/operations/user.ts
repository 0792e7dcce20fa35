import { keys } from '../seed.ts';
import type { SeedKey } from '../seed.ts';
import { success } from '../wire/answer.ts';
import type { JsonObject } from '../wire/json-value.ts';
import { injectedFailure } from './injected-failure.ts';
import type { Operation } from './operation.ts';

const seedKeys: readonly SeedKey[] = Object.values(keys);

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
    return success({
      email: user.email,
      firstName: 'Amina',
      lastName: 'K',
      bussiness: user.businessIds,
      businessPermission: {
        disableBusinesses: user.businessesDisabled,
        disableBusinessesReason: null,
        addBusinessDisabled: false,
        addBusinessDisableReason: null,
        editBusinessDisabled: user.editingDisabled,
        editBusinessDisableReason: null,
        deleteBusinessDisable: false,
        deleteBusinessDisableReason: null,
      },
      apiKeys: seedKeys.filter((key) => key.user === user && !key.revoked).map(keyAnswer),
      notifications: [],
    });
  },
};

function keyAnswer(key: SeedKey): JsonObject {
  return {
    id: key.id,
    friendlyName: key.friendlyName,
    displayName: `${key.text.slice(0, 5)}...${key.text.slice(-5)}`,
    createdUtc: '2026-11-20T10:00:00Z',
    lastUsedUtc: null,
    restrictedToBusinessIds: key.restrictedToBusinessIds,
    allowUserManagementApiRequests: key.allowUserManagement,
  };
}
