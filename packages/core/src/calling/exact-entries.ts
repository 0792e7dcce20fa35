import type { ApiReads } from '../api/registry.ts';
import type { CallEntry } from '../domain/call.ts';
import type { Read } from '../domain/reads.ts';
import { isIqraError } from '../errors/iqra-error.ts';
import { twiceListed } from '../polling/known-sessions.ts';

/** So many rows of one list are read again by id; the rest stays as listed. */
const mostExactReads = 20;

/**
 * The entries of a list, those read again by id that a list cannot be believed about: it shows the first of several conversations of
 * one call, so a failed set-up may stand there while the phone rings. Each call stands in the answer once. A row whose second reading
 * fails stays as it was.
 */
export async function withExactEntries(reads: Pick<ApiReads, 'getCall'>, listed: readonly CallEntry[]): Promise<readonly CallEntry[]> {
  const twice = twiceListed(listed);
  const shown = new Map<string, CallEntry>();
  let exactReads = 0;
  for (const entry of listed) {
    if (shown.has(entry.queueId)) continue;
    const doubtful = twice.has(entry.queueId) || mayBeAnother(entry);
    if (doubtful) exactReads += 1;
    shown.set(entry.queueId, doubtful && exactReads <= mostExactReads ? (await exactEntry(reads, entry)).value : entry);
  }
  return [...shown.values()];
}

/** One entry of a list as a read by id shows it. */
export async function exactRead(reads: Pick<ApiReads, 'getCall'>, listed: Read<CallEntry>): Promise<Read<CallEntry>> {
  if (listed.value.conversationId === null) return listed;
  const exact = await exactEntry(reads, listed.value);
  return { ...listed, ...exact };
}

function mayBeAnother({ progress, endReason }: CallEntry): boolean {
  return progress === 'placed' && endReason === 'setup_failed';
}

async function exactEntry(reads: Pick<ApiReads, 'getCall'>, entry: CallEntry): Promise<Pick<Read<CallEntry>, 'value'> & Partial<Read<CallEntry>>> {
  try {
    return await reads.getCall(entry.queueId);
  } catch (error) {
    if (!isIqraError(error) || error.kind === 'authentication') throw error;
    return { value: entry };
  }
}
