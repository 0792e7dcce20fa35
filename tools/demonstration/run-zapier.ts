import { maskPhoneNumber } from '@iqra-automation/core/testing';
import type { Values } from '../../test/hosts/zapier/zapier-app.ts';
import { startZapierApp } from '../../test/hosts/zapier/zapier-app.ts';
import { createZap, type Zap } from '../../test/hosts/zapier/zap.ts';
import { campaignIds } from '../../packages/sandbox/src/seed.ts';
import type { EndedCall, PlacedLead, RefusedLead } from './host-report.ts';
import { textOf, type HostRun } from './host-run.ts';
import type { Lead } from './leads.ts';
import { PlainFailure } from './plain-failure.ts';
import type { SandboxProcess } from './sandbox-process.ts';

/** Switches on a Zap with the trigger Outbound Call Ended, and runs the action for one lead after the other, as Zapier does. */
export async function openZapier(bundlePath: string, sandbox: SandboxProcess): Promise<HostRun> {
  const app = await startZapierApp({
    bundlePath,
    process: 'own',
    authData: { api_key: sandbox.apiKey, business_id: sandbox.businessId, base_url: sandbox.origin, request_format: 'auto' },
  });
  const zap = createZap(app, 'call_completed', { campaigns: [campaignIds.survey] });
  const seeded = await zap.turnOn();
  if (seeded.status !== 'success') throw new PlainFailure(`Zapier could not switch the trigger on: ${seeded.message}`);
  return {
    placeAll: async (leads) => {
      const placed: PlacedLead[] = [];
      const refused: RefusedLead[] = [];
      for (const lead of leads) {
        const result = await app.create('initiate_call', toInput(lead));
        if (result.status !== 'success') {
          refused.push({ row: lead.row, code: result.status.toUpperCase(), message: firstSentences(result.message) });
          continue;
        }
        const call = result.results as Values;
        if (call['deduplicated'] === true) refused.push({ row: lead.row, code: 'DEDUPLICATED', message: 'This person already has a call for the same event; nobody is called twice.' });
        else placed.push({ row: lead.row, queueId: String(call['queue_id']) });
      }
      return { placed, refused };
    },
    pollEnded: () => pollZap(zap),
    close: () => app.close(),
  };
}

/** What a user maps in the Zap: columns of the lead into fields of the action. */
function toInput(lead: Lead): Values {
  const { phone, country, name, lead_id: leadId } = lead.values;
  return {
    recipient_number: phone,
    default_country: country,
    campaign_id: campaignIds.survey,
    variable__customer_name: name,
    metadata: { crm_id: leadId },
    event_key: 'customer survey, winter 2026',
    calling_hours: 'off',
  };
}

async function pollZap(zap: Zap): Promise<readonly EndedCall[]> {
  const outcome = await zap.poll();
  if (outcome.status !== 'success') throw new PlainFailure(`Zapier's trigger stopped: ${outcome.message}`);
  return outcome.newItems.map((item) => ({
    queueId: textOf(item['queue_id']),
    recipient: maskPhoneNumber(textOf(item['recipient_number'])),
    outcome: textOf(item['outcome']),
    campaign: textOf(item['campaign_name']),
    durationSeconds: typeof item['duration_seconds'] === 'number' ? item['duration_seconds'] : null,
    firstLine: textOf(item['transcript']).split('\n')[0] ?? '',
  }));
}

/** Zapier shows the whole error text; a report has room for what happened. */
function firstSentences(message: string): string {
  return message.split('\n')[0] ?? message;
}
