import { manyRecipients } from '../recipients.ts';

/** One event of a CRM: call this person about this. */
export interface CrmEvent {
  readonly event: string;
  readonly phone: string;
  readonly name: string;
}

const parallelDeliveries = 10;
const eventPattern = /event-\d{4}/;

export function crmEvents(count: number): readonly CrmEvent[] {
  return manyRecipients(count).map((phone, index) => ({ event: `event-${String(index).padStart(4, '0')}`, phone, name: `Person ${index}` }));
}

/** The event named in a piece of text. */
export function eventIn(text: string): string | undefined {
  return eventPattern.exec(text)?.[0];
}

/** Posts each event to a webhook, ten at a time. Throws when n8n does not take one. */
export async function deliver(webhookUrl: string, events: readonly CrmEvent[]): Promise<void> {
  const waiting = [...events];
  const work = async (): Promise<void> => {
    for (let event = waiting.shift(); event !== undefined; event = waiting.shift()) {
      const response = await fetch(webhookUrl, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(event) });
      const text = await response.text();
      if (response.status !== 200) throw new Error(`The webhook answered ${response.status} to ${event.event}: ${text}`);
    }
  };
  await Promise.all(Array.from({ length: parallelDeliveries }, work));
}
