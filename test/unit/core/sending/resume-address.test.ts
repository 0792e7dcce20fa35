import { failureOf, ScriptedWorld } from './scripted-world.ts';

const address = 'https://hooks.zapier.com/hooks/callback/1/abc/';
const address2 = 'https://hooks.zapier.com/hooks/callback/2/def/';

describe('a call for whose end a run waits', () => {
  it('carries the address, whatever the user wrote under the same name', async () => {
    const world = new ScriptedWorld();
    await world.place({ metadata: { iqra_resume_url: address2 } }, {}, world.deps({ resumeAddress: () => address }));
    expect(world.requests[0]?.metadata).toMatchObject({ iqra_resume_url: address });
  });

  it('carries the same address when it has to be sent again', async () => {
    const world = new ScriptedWorld({ dialFaults: [{ kind: 'throttled', retryAfterMs: 1_000 }] });
    const given = [address, address2];
    await world.place({}, {}, world.deps({ resumeAddress: () => given.shift() }));
    expect(world.requests.map(({ metadata }) => metadata['iqra_resume_url'])).toEqual([address, address]);
  });

  it('is not asked for an address when the event has its call already: that call carries another', async () => {
    const world = new ScriptedWorld();
    await world.place();
    await world.until(world.time.sleep(60_000));
    const resumeAddress = jest.fn(() => address);
    expect(await world.place({}, {}, world.deps({ resumeAddress }))).toMatchObject({ deduplicated: true });
    expect(resumeAddress).not.toHaveBeenCalled();
  });

  it.each([[undefined], ['no address']])('is not sent when the host can give no address: %p', async (nothing) => {
    const world = new ScriptedWorld();
    const error = await failureOf(world.place({}, {}, world.deps({ resumeAddress: () => nothing })));
    expect(error).toMatchObject({ code: 'RESUME_ADDRESS_UNUSABLE', placement: 'not_placed' });
    expect(world.traffic.dials).toBe(0);
  });
});

describe('a call for which nobody waits', () => {
  it('keeps an address that the user wrote, for a waiting step of their own', async () => {
    const world = new ScriptedWorld();
    await world.place({ metadata: { iqra_resume_url: address2 } });
    expect(world.requests[0]?.metadata).toMatchObject({ iqra_resume_url: address2 });
  });
});
