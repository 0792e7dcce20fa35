import { type Bench, initiate, openBench, phoneOf, runNode } from './bench.ts';

let bench: Bench;

beforeAll(async () => {
  // A portion waits a quarter of a second for those who are about to come: on a busy machine they need longer.
  bench = await openBench({ hurry: 1 / 40, outcomeOf: () => 'agent_hung_up' });
});
afterAll(() => bench.close());
beforeEach(() => bench.sandbox.reset());

const leads = Array.from({ length: 20 }, (_, index) => ({ phone: phoneOf(index), deal: `deal-${index}` }));
let list = 0;
/** Keys that no other test has used: the process remembers keys. */
const form = (options: object = {}) => initiate({ eventKey: `={{ "list ${(list += 1)} " + $json.deal }}`, options: { concurrency: 5, ...options } });

const asked = (operation: string) => bench.sandbox.requests().filter((request) => request.operation === operation);
const calledTwice = () => {
  const people = bench.sandbox.ledger().accepted.map(({ recipient }) => recipient);
  return people.filter((person, index) => people.indexOf(person) !== index);
};

it('looks up five leads with one request: 1.2 requests for each call', async () => {
  const { items } = await runNode(bench.engine, form(), leads);
  expect(items.map(({ json }) => json['status'])).toEqual(leads.map(() => 'placed'));
  expect(asked('initiateCall')).toHaveLength(20);
  expect(bench.sandbox.requests()).toHaveLength(24);
  const [first] = asked('countOutbound').map(({ body }) => JSON.parse(body.toString('utf8')) as { readonly recipientNumbers: readonly string[] });
  expect(first?.recipientNumbers.toSorted()).toEqual(leads.slice(0, 5).map(({ phone }) => phone));
});

it('calls only those of the list who were not called yet, in a process that remembers nothing', async () => {
  const parameters = form();
  await runNode(bench.engine, parameters, [3, 8, 9, 17].map((index) => leads[index] ?? {}));
  await bench.loadAnew();
  const before = bench.sandbox.requests().length;
  const { items } = await runNode(bench.engine, parameters, leads);
  expect(items.flatMap(({ json }, index) => (json['status'] === 'already_called' ? [index] : []))).toEqual([3, 8, 9, 17]);
  expect(calledTwice()).toEqual([]);
  expect(bench.sandbox.ledger().accepted).toHaveLength(20);
  // A count for each portion, a list for the three in which somebody was called, and the calls.
  expect(bench.sandbox.requests().length - before).toBe(4 + 3 + 16);
});

it('asks one by one when the list that several share is empty although calls were counted, and calls nobody twice', async () => {
  const parameters = form();
  await runNode(bench.engine, parameters, leads.slice(0, 5));
  await bench.loadAnew();
  bench.sandbox.faults.add({ kind: 'db_failure_list', match: { operation: 'listOutbound' } });
  const before = asked('countOutbound').length;
  const { items } = await runNode(bench.engine, parameters, leads.slice(0, 5));
  expect(items.map(({ json }) => json['status'])).toEqual(leads.slice(0, 5).map(() => 'already_called'));
  expect(asked('countOutbound').length - before).toBe(1 + 5);
  expect(calledTwice()).toEqual([]);
});

it('sends nothing for anybody of the portion while the look-up fails, and each lead says so', async () => {
  await bench.loadAnew({ hurry: 100 });
  bench.sandbox.faults.add({ kind: '500', match: { operation: 'countOutbound' }, times: null });
  const { items } = await runNode(bench.engine, form(), leads.slice(0, 5), { settings: { onError: 'continueRegularOutput' } });
  expect(items.map(({ json }) => (json['details'] as { readonly code: string }).code)).toEqual(leads.slice(0, 5).map(() => 'LOOK_UP_FAILED'));
  expect(asked('initiateCall')).toEqual([]);
  await bench.loadAnew();
});

it('sends one after the other where Concurrency is 1', async () => {
  await runNode(bench.engine, form({ concurrency: 1 }), leads.slice(0, 3));
  expect(bench.sandbox.requests().map(({ operation }) => operation)).toEqual(['countOutbound', 'initiateCall', 'countOutbound', 'initiateCall', 'countOutbound', 'initiateCall']);
});

it('keeps a frequency cap and a repeated number within one portion', async () => {
  await bench.loadAnew({ hurry: 1 });
  const twice = [leads[0], leads[0], leads[1], leads[1], leads[2]].map((one, index) => ({ ...one, deal: `visit-${index}` }));
  const { items } = await runNode(bench.engine, form({ maxCallsPerPeriod: 1, capPeriodHours: 24 }), twice, { settings: { onError: 'continueRegularOutput' } });
  expect(items.map(({ json }) => json['status'] ?? (json['details'] as { readonly code: string }).code)).toEqual(['placed', 'FREQUENCY_CAP', 'placed', 'FREQUENCY_CAP', 'placed']);
  expect(calledTwice()).toEqual([]);
  await bench.loadAnew();
});
