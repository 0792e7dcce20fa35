import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { INodeProperties } from 'n8n-workflow';
import { IqraAi } from '../../../packages/n8n-node/nodes/IqraAi/IqraAi.node.ts';
import { IqraAiTrigger } from '../../../packages/n8n-node/nodes/IqraAiTrigger/IqraAiTrigger.node.ts';
import { examplesFolder, readExampleWorkflows } from '../../../tools/local-n8n/example-workflows.ts';
import type { WorkflowNode } from '../../../tools/local-n8n/rest-client.ts';

const examples = readExampleWorkflows();
const nodeType = 'n8n-nodes-iqra-ai.iqraAi';
const formOf: ReadonlyMap<string, readonly INodeProperties[]> = new Map([
  [nodeType, new IqraAi().description.properties],
  [`${nodeType}Tool`, new IqraAi().description.properties],
  [`${nodeType}Trigger`, new IqraAiTrigger().description.properties],
]);
/** Added by n8n itself: when a trigger polls, and the words of a tool. */
const namesOfN8n = new Set(['pollTimes', 'descriptionType', 'toolDescription']);
/** US 555-01xx, London 020 7946 0xxx, Berlin 030 23125 xxx. */
const keptFreeForFiction = [/^\+1\d{3}55501\d{2}$/, /^\+4420794609?\d+$/, /^\+493023125\d+$/];

function ourNodes(nodes: readonly WorkflowNode[]): readonly (readonly [WorkflowNode, readonly INodeProperties[]])[] {
  return nodes.flatMap((node) => {
    const form = formOf.get(node.type);
    return form === undefined ? [] : [[node, form] as const];
  });
}

function isShown(property: INodeProperties, parameters: Record<string, unknown>): boolean {
  const conditions = Object.entries(property.displayOptions?.show ?? {});
  return conditions.every(([name, values]) => !['resource', 'operation'].includes(name) || (values ?? []).includes(parameters[name] as string));
}

/** Names in a node's parameters that its form does not offer, also inside its collections. */
function unknownNames(node: WorkflowNode, form: readonly INodeProperties[]): readonly string[] {
  const shown = form.filter((property) => isShown(property, node.parameters));
  return Object.entries(node.parameters).flatMap(([name, value]) => {
    if (namesOfN8n.has(name)) return [];
    const property = shown.find((candidate) => candidate.name === name);
    if (property === undefined) return [name];
    if (property.type !== 'collection') return [];
    const offered = new Set((property.options ?? []).map((option) => option.name));
    return Object.keys(value as object).filter((inner) => !offered.has(inner)).map((inner) => `${name}.${inner}`);
  });
}

/** Fixed choices in a node's parameters that its form does not offer. */
function unknownChoices(node: WorkflowNode, form: readonly INodeProperties[]): readonly string[] {
  const shown = form.filter((property) => property.type === 'options' && isShown(property, node.parameters));
  return shown.flatMap((property) => {
    const value: unknown = node.parameters[property.name];
    const offered = (property.options ?? []).map((option) => ('value' in option ? option.value : undefined));
    return value === undefined || offered.includes(value as string) ? [] : [`${property.name} = ${JSON.stringify(value)}`];
  });
}

describe.each(examples.map(({ file, content }) => [file, content] as const))('%s', (file, content) => {
  const names = content.nodes.map((node) => node.name);

  it('links nodes that exist, each under its own name', () => {
    expect(new Set(names).size).toBe(names.length);
    const links = Object.entries(content.connections as Record<string, Record<string, { node: string }[][]>>);
    const ends = links.flatMap(([from, kinds]) => [from, ...Object.values(kinds).flat(2).map(({ node }) => node)]);
    expect(ends.filter((end) => !names.includes(end))).toEqual([]);
  });

  it('uses only fields and choices that the form of the node offers', () => {
    const nodes = ourNodes(content.nodes);
    expect(nodes.length).toBeGreaterThan(0);
    for (const [node, form] of nodes) {
      expect({ node: node.name, unknown: [...unknownNames(node, form), ...unknownChoices(node, form)] }).toEqual({ node: node.name, unknown: [] });
    }
  });

  it('gives every call an event key', () => {
    const dialling = content.nodes.filter((node) => node.parameters['operation'] === 'initiate');
    for (const node of dialling) expect(node.parameters['eventKey']).toMatch(/\S/);
  });

  it('has one trigger, and a note that says how to try it', () => {
    const triggers = content.nodes.filter((node) => /trigger/i.test(node.type));
    expect(triggers).toHaveLength(1);
    const note = content.nodes.find((node) => node.type === 'n8n-nodes-base.stickyNote');
    expect(note?.parameters['content']).toEqual(expect.stringContaining('**To try it:**'));
  });

  it('pins events with the fields that the trigger gives, for nodes that are there', () => {
    const pinned = Object.entries(content.pinData ?? {});
    expect(pinned.filter(([name]) => !names.includes(name))).toEqual([]);
    for (const [, items] of pinned) {
      for (const { json } of items) expect(Object.keys(json)).toEqual(expect.arrayContaining(['id', 'queueId', 'outcome', 'recipientNumber', 'transcript', 'metadata']));
    }
  });

  it('names only people whose numbers are kept free for fiction', () => {
    const numbers = (JSON.stringify(content).match(/\+\d[\d ]{8,}\d/g) ?? []).map((text) => text.replaceAll(' ', ''));
    expect(numbers.filter((number) => !keptFreeForFiction.some((range) => range.test(number)))).toEqual([]);
  });

  it('explains itself in a sticky note and in the list of examples', () => {
    const note = content.nodes.find((node) => node.type === 'n8n-nodes-base.stickyNote');
    expect(note?.parameters['content']).toEqual(expect.stringContaining('To make it yours'));
    expect(readFileSync(join(examplesFolder, 'README.md'), 'utf8')).toContain(`(${file})`);
  });
});

it('finds at least five examples', () => {
  expect(examples.length).toBeGreaterThanOrEqual(5);
});

it('lets the agent that asks a person reach the phone through the human review only', () => {
  const { nodes, connections } = examples.find(({ file }) => file === 'ai-agent-call-with-approval.json')?.content ?? { nodes: [], connections: {} };
  const links = connections as Record<string, { ai_tool?: { node: string }[][] }>;
  const behind = (name: string): readonly string[] => (links[name]?.ai_tool ?? []).flat().map(({ node }) => node);
  const phones = nodes.filter(({ type }) => type === `${nodeType}Tool`);
  expect(phones).not.toEqual([]);
  for (const phone of phones) {
    const gates = behind(phone.name).map((gate) => nodes.find(({ name }) => name === gate));
    // n8n names every node of its human review so.
    expect(gates.map((gate) => gate?.type)).toEqual([expect.stringMatching(/HitlTool$/)]);
    expect(gates[0]?.parameters['operation']).toBe('sendAndWait');
    expect(gates[0]?.parameters['responseType']).toBe('approval');
  }
});
