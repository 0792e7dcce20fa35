import { failure } from '../wire/answer.ts';
import type { Answer } from '../wire/answer.ts';
import type { OperationContext } from './operation.ts';

/** A failure that a fault rule asked for, with its own code or `{prefix}:EXCEPTION`. */
export function injectedFailure(context: OperationContext, codePrefix: string): Answer {
  const rule = context.fault?.rule;
  const tail = rule?.message ?? 'A timeout occurred after 30000ms selecting a server using CompositeServerSelector.';
  if (context.fault?.kind === 'failure') return failure(rule?.code ?? `${codePrefix}:UNKNOWN`, rule?.message ?? null);
  return failure(`${codePrefix}:EXCEPTION`, `Internal server error processing request: ${tail}`);
}
