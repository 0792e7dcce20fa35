import assert from 'node:assert/strict';
import { agentIds, campaignIds, numberIds } from '../../../../packages/sandbox/src/seed.ts';
import { nodeType } from '../workflow-builder.ts';
import type { Stage } from './stage.ts';

/** The searchable lists and the variables of a campaign, as the editor asks for them. */
export async function checkPickers({ n8n, credential, checks }: Stage): Promise<void> {
  const call = { resource: 'call', operation: 'initiate' };
  const search = (methodName: string, path: string, filter?: string) =>
    n8n.client.searchList({ node: nodeType, path, methodName, credential, parameters: call, ...(filter === undefined ? {} : { filter }) });

  await checks.check('pickers: campaigns are listed by name', async () => {
    const campaigns = await search('searchCampaigns', 'campaignId');
    const reminders = campaigns.find((entry) => entry.value === campaignIds.reminders);
    assert.match(reminders?.name ?? '', /Appointment reminders/);
  });

  await checks.check('pickers: campaigns are filtered by what the user types', async () => {
    const found = await search('searchCampaigns', 'campaignId', 'survey');
    assert.deepEqual(found.map((entry) => entry.value), [campaignIds.survey]);
    assert.deepEqual(await search('searchCampaigns', 'campaignId', 'no such campaign'), []);
  });

  await checks.check('pickers: agents and calling numbers are listed', async () => {
    const agents = await search('searchAgents', 'options.agentId');
    assert.ok(agents.some((entry) => entry.value === agentIds.reminder && /Reminder agent/.test(entry.name)));
    const numbers = await search('searchCallingNumbers', 'options.numberId');
    const us = numbers.find((entry) => entry.value === numberIds.us);
    assert.match(us?.name.replaceAll(/[^\d+]/g, '') ?? '', /\+14155550100/);
  });

  const variables = (campaignId: string) => n8n.client.mapperFields({
    node: nodeType,
    path: 'dynamicVariables',
    methodName: 'getCampaignVariables',
    credential,
    parameters: { ...call, campaignId: { __rl: true, mode: 'id', value: campaignId } },
  });

  await checks.check('pickers: the variables of a campaign carry their required marks', async () => {
    const fields = await variables(campaignIds.reminders);
    const marks = Object.fromEntries(fields.map((field) => [field.id, field.required]));
    assert.equal(marks['customer_name'], true);
    assert.equal(marks['appointment_time'], false);
  });

  await checks.check('pickers: a campaign without variables gives no variables', async () => {
    assert.deepEqual((await variables(campaignIds.consultation)).filter((field) => field.required), []);
  });
}
