import { type CallOutcome, hostedRequestsPerMinute, maxPageSize, type PeekInput, redact, scopeOf, type SweepInput, type SweepItem, type SweepResult } from '@iqra-automation/core';
import type { Bundle, ZObject } from 'zapier-platform-core';
import { largestResultBytes, resultSize, withinResultLimit } from '../fit-result.ts';
import type { OpenedClient } from '../connection/open-client.ts';
import type { CallOutput } from '../output/ended-call-output.ts';
import { withConversationPointers, withRecordingPointer, withValuePointers } from '../output/conversation-pointers.ts';
import { runReadingStep } from '../run-step.ts';
import { stepClock } from '../step-clock.ts';
import { markForLater, markStore } from './mark-store.ts';
import { type OfferedCalls, readOfferedCalls } from './offered-calls.ts';
import { readTriggerChoice, type TriggerOptions } from './trigger-form.ts';

/**
 * Where the cache gives no mark, each poll reads these last hours anew, the newest first: a call is then missed only when more
 * than `mostCalls` calls were placed after it.
 */
const windowMs = 6 * 3_600_000;
/** A call with nothing but pointers takes 4 kB of what Zapier takes from one step; the rest follows with later polls. */
const mostCalls = 1_500;
/** Fewer would not help: a page of the server's list is taken whole. */
const fewestCalls = maxPageSize;
/** Of a list that is read anew because it was too large; one page more than was asked for may come. */
const usedShare = 0.8;
/** Two thirds of the minute's requests; the rest follows through pointers. */
const mostConversations = (hostedRequestsPerMinute * 2) / 3;

interface EndedEvent {
  readonly id: string;
  readonly conversationId: string | null;
  readonly outcome: CallOutcome;
  readonly recordingUrl: string | null;
}

/** One kind of call, as the two triggers differ in it. */
export interface EndedCallKind<Event extends EndedEvent> {
  readonly kind: 'outbound' | 'inbound';
  readonly sweep: (input: SweepInput) => Promise<SweepResult<Event>>;
  readonly peek: (input: PeekInput) => Promise<readonly Event[]>;
  readonly toOutput: (event: Event) => CallOutput;
}

/** One poll: the calls that have ended, newest first. Zapier starts a Zap for each `id` that it has not seen; no waiting run is woken (docs/decisions/0084-zapier-polls-wake-nobody.md). */
export function pollEndedCalls<Event extends EndedEvent>(z: ZObject, bundle: Bundle, kind: EndedCallKind<Event>): Promise<CallOutput[]> {
  return runReadingStep(z, bundle, async (opened) => {
    const options = await readTriggerChoice(z, bundle, opened);
    if (bundle.meta?.isLoadingSample ?? false) return await showNewest(z, opened, options, kind);
    const offered = await readOfferedCalls(z, kind.kind);
    const store = markStore(z, kind.kind, scopeOf(opened.connection));
    const switchedOn = bundle.meta?.isPopulatingDedupe ?? false;
    for (let most = mostCalls; ; ) {
      const mark = markForLater(store);
      const result = await kind.sweep({ ...sweepInput(opened, options, offered, most), store: mark.store, switchedOn });
      if (result.failure !== null && (result.items.length === 0 || result.failure.kind === 'authentication')) throw result.failure;
      const rows = fit(z, result.items.map((item) => toRow(z, item, kind, options)));
      const fewer = fewerThan(most, rows);
      if (fewer !== null) {
        most = fewer;
        continue;
      }
      for (const { message } of result.notices) z.console.log(redact(message));
      await mark.keep();
      const fitting = withinResultLimit(rows, 'The list of ended calls');
      await offered?.remember(result.items.filter(({ conversation }) => conversation === 'loaded').map(({ event }) => event));
      return fitting;
    }
  });
}

/** How many calls to read instead, so that Zapier can take the list; `null` = it can, or fewer would not help. */
function fewerThan(most: number, rows: readonly CallOutput[]): number | null {
  const size = resultSize(rows);
  if (size <= largestResultBytes || most <= fewestCalls) return null;
  const fitting = Math.floor((Math.min(rows.length, most) * largestResultBytes * usedShare) / size);
  return Math.max(fewestCalls, Math.min(fitting, Math.floor(most / 2)));
}

/** A test in the editor shows the newest calls, whole. */
async function showNewest<Event extends EndedEvent>(z: ZObject, opened: OpenedClient, options: TriggerOptions, kind: EndedCallKind<Event>): Promise<CallOutput[]> {
  const events = await kind.peek({ reads: opened.client, clock: stepClock, options, budget: { deadlineMs: opened.deadlineMs } });
  return events.map((event) => toRow(z, { event, conversation: 'loaded', outcomeKnown: true }, kind, options).full);
}

function sweepInput(opened: OpenedClient, options: TriggerOptions, offered: OfferedCalls | null, most: number): SweepInput {
  return {
    reads: opened.client,
    clock: stepClock,
    options,
    windowMs,
    scope: scopeOf(opened.connection),
    maxConversations: mostConversations,
    ...(offered === null ? {} : { outcomeOf: (queueId: string) => offered.outcomeOf(queueId) }),
    budget: { maxPages: Math.ceil(most / maxPageSize), maxEvents: most, deadlineMs: opened.deadlineMs },
  };
}

/** A row, and the same row with pointers in the place of its words. */
interface Row {
  readonly full: CallOutput;
  readonly lean: CallOutput;
}

function toRow<Event extends EndedEvent>(z: ZObject, item: SweepItem<Event>, kind: EndedCallKind<Event>, options: TriggerOptions): Row {
  const { event, conversation, outcomeKnown } = item;
  const output = kind.toOutput(event);
  const { conversationId, recordingUrl } = event;
  if (conversationId === null || conversation === 'none' || options.includeTranscript === false) return { full: output, lean: output };
  const lean = withConversationPointers(z, output, conversationId, outcomeKnown ? undefined : event.outcome);
  if (conversation === 'not_loaded') return { full: lean, lean };
  return { full: recordingUrl === null ? output : withRecordingPointer(z, output, conversationId), lean };
}

/** Puts pointers into the oldest rows until Zapier can take the whole list: for their words, and where that is too little for their long values too. */
function fit(z: ZObject, rows: readonly Row[]): CallOutput[] {
  const lean = replaceOldest(rows.map(({ full }) => full), (_row, at) => rows[at]?.lean);
  return replaceOldest(lean, (row) => withValuePointers(z, row));
}

function replaceOldest(rows: readonly CallOutput[], smaller: (row: CallOutput, at: number) => CallOutput | undefined): CallOutput[] {
  const result = [...rows];
  let total = resultSize(rows);
  for (const [at, row] of [...rows.entries()].toReversed()) {
    if (total <= largestResultBytes) break;
    const replaced = smaller(row, at) ?? row;
    total += resultSize(replaced) - resultSize(row);
    result[at] = replaced;
  }
  return result;
}
