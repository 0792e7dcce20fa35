import { manyRecipients } from '../recipients.ts';

export interface Lead {
  readonly event: string;
  readonly phone: string;
  readonly name: string;
  /** As the sandbox's page of test recipients says for the last two digits. */
  readonly outcome: string;
}

const outcomeOfEnding: Readonly<Record<string, string>> = {
  '01': 'completed',
  '02': 'completed',
  '03': 'declined',
  '04': 'no_answer',
  '05': 'voicemail',
  '08': 'failed',
  '14': 'canceled',
  '84': 'no_answer',
};

/** Leads whose calls go in eight ways, each for an event of its own; a number may come several times. */
export function leadsFor(count: number): readonly Lead[] {
  const phones = manyRecipients(10_000).filter((phone) => outcomeOfEnding[phone.slice(-2)] !== undefined);
  return Array.from({ length: count }, (_, index) => {
    const phone = phones[index % phones.length] ?? '';
    return { event: `lead-${index}`, phone, name: 'Amina Rahman', outcome: outcomeOfEnding[phone.slice(-2)] ?? '' };
  });
}
