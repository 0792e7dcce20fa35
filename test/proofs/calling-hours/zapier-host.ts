import { startZapierApp, type Values, type ZapierApp } from '../../hosts/zapier/zapier-app.ts';
import type { Sandbox } from '../../../packages/sandbox/src/sandbox.ts';
import { campaignIds } from '../../../packages/sandbox/src/seed.ts';
import { workflowZone, type CallingHost, type PlacementOfLead } from './host.ts';
import type { Lead } from './leads.ts';
import { hours } from './open-hours.ts';

/** Zapier starts a run for each lead; so many at the same time. */
const runsAtOnce = 8;
/** A process of Zapier's does not live for ever: its own core ends it when it has grown too large. */
const runsOfOneProcess = 600;

/** The built app behind zapier-platform-core's handler, in a process of its own. */
export async function openZapierHost(bundlePath: string, sandbox: Sandbox): Promise<CallingHost> {
  const authData = { api_key: sandbox.apiKey, business_id: String(sandbox.businessId), base_url: sandbox.origin, request_format: 'auto' };
  const start = (): Promise<ZapierApp> => startZapierApp({ bundlePath, authData, process: 'own', timezone: workflowZone, nowMs: () => sandbox.now() });
  let app = await start();
  let runs = 0;
  return {
    name: 'Zapier',
    moveClock: async (toMs) => {
      if (runs > runsOfOneProcess) {
        await app.close();
        app = await start();
        runs = 0;
      }
      app.moveClock(toMs);
    },
    place: async (leads) => {
      const placements: PlacementOfLead[] = [];
      const waiting = [...leads.entries()];
      runs += leads.length;
      const run = async (): Promise<void> => {
        for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
          const result = await app.create('initiate_call', toInput(next[1]));
          placements[next[0]] = result.status === 'success' ? { placed: true } : { placed: false, code: codeOf(result.message), message: result.message };
        }
      };
      await Promise.all(Array.from({ length: runsAtOnce }, run));
      return placements;
    },
    close: () => app.close(),
  };
}

function toInput(lead: Lead): Values {
  const { callingHours, customHours } = hours[lead.hoursName];
  return {
    recipient_number: lead.phone,
    default_country: lead.defaultCountry,
    campaign_id: campaignIds.consultation,
    event_key: lead.id,
    scheduled_time: lead.scheduledTime,
    contact_time_zone: lead.contactTimeZone,
    calling_hours: callingHours,
    custom_hours: customHours,
    outside_hours: 'schedule',
    keep_trying_for_seconds: lead.keepTryingForSeconds,
  };
}

/** Zapier shows one text; the code stands in brackets at its end. */
function codeOf(message: string): string {
  return /\(([A-Z][A-Z_]+)[^()]*\)$/.exec(message)?.[1] ?? 'ERROR';
}
