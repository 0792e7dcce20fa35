import type { IWebhookFunctions } from 'n8n-workflow';
import type { planLook } from '../../../packages/n8n-node/nodes/IqraAi/waiting/look-again.ts';
import { passTimeWhenIdle } from '../../hosts/idle-time.ts';
import { httpRequest, openWaitingDoorStandIn, type WaitingDoorStandIn } from './waiting-door-stand-in.ts';

interface Module {
  readonly planLook: typeof planLook;
}

const waiting: Module = jest.requireActual('../../../packages/n8n-node/nodes/IqraAi/waiting/look-again.ts');

let door: WaitingDoorStandIn;
let statuses: number[];
let asked: number;
let backToRealTime: () => void;

beforeEach(async () => {
  asked = 0;
  backToRealTime = passTimeWhenIdle();
  door = await openWaitingDoorStandIn((_, response) => {
    asked += 1;
    response.writeHead(statuses.shift() ?? 202, { 'content-type': 'application/json' }).end('{}');
  });
});
afterEach(async () => {
  backToRealTime();
  await door.close();
});

const context = { helpers: { httpRequest }, logger: { warn: () => undefined }, getNode: () => ({ name: 'Call' }) } as unknown as IWebhookFunctions;

function look(executionId: string): void {
  waiting.planLook(context, { executionId, address: `${door.base}/${executionId}`, inMs: 0 });
}

test('a look of the sleeping execution itself is repeated where n8n was not ready for it, and not where it was', async () => {
  // What n8n 2.41 answers to everything while it cannot reach its own database.
  statuses = [503, 409];
  look('1');
  await new Promise((resolve) => setTimeout(resolve, 1_000));
  expect(asked).toBe(1);
  await new Promise((resolve) => setTimeout(resolve, 3_500));
  expect(asked).toBe(2);
});
