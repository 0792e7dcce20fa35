import { IqraError } from '../errors/iqra-error.ts';
import type { ListFault } from './distrust.ts';

const sentences: Readonly<Record<ListFault, string>> = {
  LIST_EMPTY_BUT_COUNTED: 'The server counts entries but shows none of them; its database is probably failing.',
  LIST_BROKE_OFF: 'The list of the server broke off before its end; its database is probably failing.',
  LIST_REPEATS: 'The server showed an entry of the list twice; it lost its place in the list.',
  LIST_LEFT_FILTER: 'The server showed entries that were not asked for; it lost its place in the list.',
  LIST_LEFT_ORDER: 'The server showed entries that are younger than those before; it lost its place in the list.',
};

/** The error for a list that is not believed. */
export function listError(fault: ListFault): IqraError {
  return new IqraError({ kind: 'server', code: fault, message: sentences[fault], nextStep: 'Run this step again in a few minutes.', placement: 'not_placed' });
}
