import { campaignIds } from '../../../packages/sandbox/src/seed.ts';
import { startZapierWithSandbox, type ZapierWithSandbox } from '../../hosts/zapier/zapier-with-sandbox.ts';

describe("the campaign's name in a result", () => {
  let zapier: ZapierWithSandbox;
  beforeAll(async () => {
    zapier = await startZapierWithSandbox({ sandbox: { timeScale: 0 } });
  });
  afterAll(() => zapier.close());

  const place = (event_key: string) => zapier.app.create('initiate_call', { recipient_number: '+14155552671', campaign_id: campaignIds.consultation, event_key, calling_hours: 'off' });

  it('is told once the editor has shown the campaigns, without a request of the run', async () => {
    expect(await place('before')).toMatchObject({ results: { campaign_name: null } });
    await zapier.app.pollTrigger('campaign_list', {});
    const before = zapier.sandbox.requests().length;
    expect(await place('after')).toMatchObject({ results: { campaign_name: 'Long consultation' } });
    expect(zapier.sandbox.requests().slice(before).filter(({ operation }) => operation === 'getBusiness')).toEqual([]);
  });

  it.each(['fails', 'absent'] as const)('is missing with a cache that is %s, and the dropdown still works', async (behaviour) => {
    zapier.app.services.setCacheBehaviour(behaviour);
    expect(await zapier.app.pollTrigger('campaign_list', {})).toMatchObject({ status: 'success' });
    zapier.app.services.setCacheBehaviour('works');
  });
});
