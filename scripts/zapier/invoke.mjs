import { startSandbox } from '../../packages/sandbox/src/sandbox.ts';
import { campaignIds } from '../../packages/sandbox/src/seed.ts';

/** Runs `zapier-platform invoke` for every kind of step against a sandbox, as docs/zapier.md shows it. */
export async function runInvokeCommands(cli) {
  const sandbox = await startSandbox({ timeScale: 0, outcomeOf: () => 'agent_hung_up' });
  const auth = {
    authData_api_key: sandbox.apiKey,
    authData_business_id: String(sandbox.businessId),
    authData_base_url: sandbox.origin,
    authData_request_format: 'auto',
  };
  const runs = [];
  const invoke = async (kind, key, input, expected) => {
    const args = ['invoke', kind, key, ...(input === null ? [] : ['-i', JSON.stringify(input)]), '--non-interactive'];
    const { status, output } = await cli(args, auth);
    runs.push({ command: `${kind} ${key}`, kept: status === 0 && expected.test(output), output });
  };
  try {
    await invoke('auth', 'test', null, /Dental Clinic/);
    await invoke('auth', 'label', null, /Dental Clinic, business 184/);
    const input = { recipient_number: '+14155552671', campaign_id: campaignIds.reminders, variable__customer_name: 'Amina', event_key: 'invoke', calling_hours: 'off' };
    await invoke('create', 'initiate_call', input, /"placed": true/);
    await sandbox.advanceUntilSettled();
    sandbox.addInboundCall();
    await sandbox.advance(3_600_000);
    await invoke('create', 'try_again', { queue_id: sandbox.ledger().accepted[0]?.queueId ?? '', calling_hours: 'off' }, /"code": "ANSWERED"/);
    await invoke('trigger', 'call_completed', {}, /"outcome": "completed"/);
    await invoke('trigger', 'inbound_call_ended', {}, /"caller_number"/);
    await invoke('trigger', 'campaign_list', {}, /Appointment reminders/);
    await invoke('search', 'find_call', { recipient_number: '+14155552671', event_key: 'invoke' }, /"ended": true/);
    await invoke('search', 'find_calls', { recipient_number: '+14155552671', outcomes: ['completed'] }, /"status": "ended"/);
    await invoke('search', 'find_agent', { name: 'reminder' }, /Reminder agent/);
    await invoke('search', 'find_number', { name: '+44 20 7946 0100' }, /\+442079460100/);
    await invoke('search', 'find_conversation', { queue_id: sandbox.ledger().accepted[0]?.queueId ?? '' }, /"transcript"/);
    await invoke('search', 'find_campaign', { name: 'appointment' }, /Appointment reminders/);
    return runs;
  } finally {
    await sandbox.close();
  }
}
