import { NodeHelpers, type INodeParameters, type INodeProperties, type INodeTypeDescription } from 'n8n-workflow';
import { IqraAi } from '../../../packages/n8n-node/nodes/IqraAi/IqraAi.node.ts';
import { IqraAiTrigger } from '../../../packages/n8n-node/nodes/IqraAiTrigger/IqraAiTrigger.node.ts';

/** Where a collection is shown, with every condition at the first of its values. */
function shownFor({ displayOptions }: INodeProperties): INodeParameters {
  return Object.fromEntries(Object.entries(displayOptions?.show ?? {}).map(([name, values]) => [name, values?.[0]])) as INodeParameters;
}

const collections = [new IqraAi(), new IqraAiTrigger()].flatMap(({ description }) =>
  description.properties.filter(({ type }) => type === 'collection').map((property): readonly [string, INodeTypeDescription, INodeProperties] => {
    const where = Object.values(shownFor(property)).map(String);
    return [[description.displayName, ...where, property.displayName].join(', '), description, property];
  }),
);

/** What n8n makes of a node's parameters whenever it builds a workflow: before a run, a poll, a retry or the use of a tool. */
const handedOver = (description: INodeTypeDescription, parameters: INodeParameters): INodeParameters =>
  NodeHelpers.getNodeParameters(description.properties, parameters, true, false, null, description) ?? {};

// If n8n hands such an expression over one day, whatever it gives must be refused unless it is an object (docs/decisions/0101-house-filters-never-fail-open.md).
test.each(collections)('n8n drops a collection that is one expression before a node can see it, and keeps one that holds expressions: %s', (_where, description, property) => {
  const others = shownFor(property);
  for (const written of ['={{ undefined }}', '={{ $json.options }}', '={{ { doNotCall: "+14155552671" } }}', '=text']) {
    expect(handedOver(description, { ...others, [property.name]: written })[property.name]).toEqual({});
  }
  const [member] = property.options ?? [];
  const inside = { [member?.name ?? '?']: '={{ $json.one }}' };
  expect(handedOver(description, { ...others, [property.name]: inside })[property.name]).toEqual(inside);
});
