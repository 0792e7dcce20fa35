import type { OutboundCall } from './world.ts';

/** A call that was put into the queue. Times in ms since 1970 UTC of the sandbox's clock. */
export interface AcceptedRow {
  readonly queueId: string;
  readonly recipient: string;
  readonly campaignId: string | null;
  readonly acceptedAt: number;
  readonly numberId: string;
  readonly scheduledFor: number;
  readonly expiresAt: number | null;
  /** `metadata.iqra_call_key`, if sent. */
  readonly callKey: string | null;
  /** `metadata.event`, if sent. */
  readonly event: string | null;
  readonly dynamicVariables: Readonly<Record<string, string>>;
  readonly metadata: Readonly<Record<string, string>>;
}

/** A call whose recipient's phone was really rung. */
export interface DialRow extends AcceptedRow {
  readonly dialledAt: number;
}

/** One person who was rung more than once for the same event. */
export interface DialledTwice {
  readonly recipient: string;
  readonly event: string;
  readonly dials: readonly DialRow[];
}

export interface Ledger {
  readonly accepted: readonly AcceptedRow[];
  /** In the order of dialling. */
  readonly dials: readonly DialRow[];
  readonly dialledTwice: readonly DialledTwice[];
}

/** The truth about who was rung, up to `now`. */
export function ledgerOf(calls: readonly OutboundCall[], now: number): Ledger {
  const accepted: AcceptedRow[] = [];
  const dials: DialRow[] = [];
  const byEvent = new Map<string, DialRow[]>();
  for (const call of calls) {
    const row = acceptedRow(call);
    accepted.push(row);
    const key = `${row.recipient} ${eventOf(call)}`;
    for (const dialledAt of [call.plan.earlier?.dialledAt ?? null, call.plan.dialledAt]) {
      if (dialledAt === null || dialledAt > now) continue;
      const dial: DialRow = { ...row, dialledAt };
      dials.push(dial);
      const same = byEvent.get(key);
      if (same === undefined) byEvent.set(key, [dial]);
      else same.push(dial);
    }
  }
  dials.sort((left, right) => left.dialledAt - right.dialledAt);
  const dialledTwice: DialledTwice[] = [];
  for (const [key, rows] of byEvent) {
    const [first] = rows;
    if (first !== undefined && rows.length > 1) dialledTwice.push({ recipient: first.recipient, event: key.slice(first.recipient.length + 1), dials: rows });
  }
  return { accepted, dials, dialledTwice };
}

function acceptedRow(call: OutboundCall): AcceptedRow {
  const { accepted } = call;
  return {
    queueId: call.queueId,
    recipient: accepted.recipientNumber,
    campaignId: accepted.campaignId,
    acceptedAt: accepted.at,
    numberId: accepted.numberId,
    scheduledFor: accepted.scheduledFor,
    expiresAt: accepted.expiresAt,
    callKey: accepted.metadata['iqra_call_key'] ?? null,
    event: accepted.metadata['event'] ?? null,
    dynamicVariables: accepted.dynamicVariables,
    metadata: accepted.metadata,
  };
}

/**
 * The event that a call is for: `metadata.sandbox_event` or `metadata.event` where a test names the truth itself, whatever keys the
 * sender gave its calls; else the sender's key; else campaign and variables.
 */
function eventOf(call: OutboundCall): string {
  const { metadata, campaignId, dynamicVariables } = call.accepted;
  const named = metadata['sandbox_event'] ?? metadata['event'] ?? metadata['iqra_call_key'];
  if (named !== undefined) return named;
  return `content ${JSON.stringify([campaignId, Object.entries(dynamicVariables).sort(([left], [right]) => (left < right ? -1 : 1))])}`;
}
