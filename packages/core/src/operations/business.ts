import { toBusiness } from '../api/business.ts';
import type { Business } from '../domain/business.ts';
import { businessPath, type Operation } from './operation.ts';

/** Reads ids, names, declared variables and limits for pickers; the secrets in the same answer are dropped while it is read. */
export const getBusiness: Operation<void, Business> = {
  name: 'getBusiness',
  effect: 'read',
  toRequest: (_input, connection) => ({ method: 'GET', path: businessPath(connection) }),
  fromData: toBusiness,
};
