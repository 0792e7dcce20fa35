import { failure, success } from '../wire/answer.ts';
import type { Answer } from '../wire/answer.ts';
import { injectedFailure } from './injected-failure.ts';
import type { OperationContext } from './operation.ts';

/** The database "fails" for this list or single read: the server answers as if there were nothing. */
export function hidesRecords(context: OperationContext): boolean {
  const kind = context.fault?.kind;
  return kind === 'db_failure' || kind === 'db_failure_list' || kind === 'lying_list';
}

/** A count, which reports a database failure, unlike the lists. */
export function answerCount(context: OperationContext, codePrefix: string, method: string, count: () => number): Answer {
  switch (context.fault?.kind) {
    case 'db_failure':
    case 'db_failure_count':
      return failure(`${codePrefix}:${method}:DATABASE_COUNT_ERROR`, 'Failed to count records in the database.');
    case 'exception':
    case 'failure':
      return injectedFailure(context, codePrefix);
    case 'lying_count':
      return success(context.fault.rule.count ?? count() + 1);
    default:
      return success(count());
  }
}
