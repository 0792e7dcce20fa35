import { failure, success } from '../wire/answer.ts';
import { injectedFailure } from './injected-failure.ts';
import { hidesRecords } from './injected-read-faults.ts';
import type { Operation } from './operation.ts';

/** `GET business`: the whole configuration, without paging; needs no module permission and no editing right. */
export const getBusiness: Operation = {
  name: 'getBusiness',
  method: 'GET',
  path: '/business/{businessId}',
  codePrefix: 'GetBusiness',
  permissions: [],
  needsEditing: false,
  body: 'none',
  run: (context) => {
    if (context.fault?.kind === 'exception' || context.fault?.kind === 'failure') return injectedFailure(context, 'GetBusiness');
    if (context.business === null || hidesRecords(context)) return failure('GetBusiness:GetUserBusinessAppById:1', null);
    return success(context.business.answer);
  },
};
