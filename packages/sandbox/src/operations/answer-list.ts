import type { Answer } from '../wire/answer.ts';
import type { JsonObject, JsonValue } from '../wire/json-value.ts';
import { answerPage } from '../wire/page.ts';
import type { Placed } from '../wire/page.ts';
import { injectedFailure } from './injected-failure.ts';
import { hidesRecords } from './injected-read-faults.ts';
import type { OperationContext } from './operation.ts';

/** Queue and web session lists answer at most this many, whatever is asked. */
export const longestPage = 50;

interface List<T> {
  /** Before the code of an unexpected fault. */
  readonly codePrefix: string;
  /** Before the codes of refused cursors. */
  readonly listCode: string;
  readonly clampTo: number | null;
  readonly select: (filter: JsonObject) => readonly Placed<T>[];
  readonly render: (items: readonly T[]) => readonly JsonValue[];
}

/** One page of any list, with the faults that every list can meet. */
export function answerList<T>(context: OperationContext, list: List<T>): Answer {
  const { fault, body } = context;
  if (fault?.kind === 'exception' || fault?.kind === 'failure') return injectedFailure(context, list.codePrefix);
  const losesCursor = fault?.kind === 'bad_cursor' && (body['nextCursor'] ?? null) !== null;
  return answerPage<T>(losesCursor ? { ...body, nextCursor: 'damaged' } : body, {
    cursorSecret: context.state.options.cursorSecret,
    clampTo: list.clampTo,
    invalidCursorCode: `${list.listCode}:INVALID_CURSOR`,
    invalidRequestCode: `${list.listCode}:INVALID_REQUEST`,
    select: list.select,
    render: list.render,
    databaseFails: hidesRecords(context),
  });
}
