import type { ICredentialDataDecryptedObject, INodeExecutionData, INodeType } from 'n8n-workflow';
import { additionalDataFor } from './additional-data.ts';
import type { LoadedEngine } from './loaded-engine.ts';
import type { CredentialVerdict, StoredCredential } from './messages.ts';
import { n8nCore, n8nWorkflow } from './n8n-modules.ts';
import { borrowedNodeTypes } from './start-node.ts';

/**
 * The "Test" button of a credential: the type's request, sent by n8n-core's routing node, and its rules, judged step by step as in
 * n8n's CredentialsTester (n8n 2.41.1, a class of the server that is not in n8n-core).
 */
export async function testCredential(engine: LoadedEngine, credential: StoredCredential): Promise<CredentialVerdict> {
  const { test } = engine.credentials.typeOf(credential.type);
  if (test === undefined) return failed('No testing function found for this credential.');
  await engine.credentials.save(credential);
  try {
    const answer = await sendTestRequest(engine, credential, test.request);
    for (const rule of test.rules ?? []) {
      if (rule.type !== 'responseSuccessBody') continue;
      if (readPath(answer, rule.properties.key) === rule.properties.value) return failed(rule.properties.message);
    }
    return { status: 'OK', message: 'Connection successful!' };
  } catch (error) {
    return failed(explain(error as TestFailure, test.rules ?? []));
  }
}

function failed(message: string): CredentialVerdict {
  return { status: 'Error', message };
}

interface TestFailure {
  readonly message: string;
  readonly cause?: { readonly code?: string; readonly response?: { readonly status: number; readonly statusText: string } };
}

function explain(error: TestFailure, rules: readonly { readonly type: string; readonly properties: object }[]): string {
  const response = error.cause?.response;
  if (response === undefined) return error.cause?.code ?? error.message;
  for (const { type, properties } of rules) {
    const { value, message } = properties as { readonly value: unknown; readonly message: string };
    if (type === 'responseCode' && value === response.status) return message;
  }
  return response.statusText || `Received HTTP status code: ${response.status}`;
}

/** A dotted path into any value, strings included, as lodash's `get` reads it. */
function readPath(value: unknown, path: string): unknown {
  let current = value;
  for (const key of path.split('.')) {
    if (current === null || current === undefined) return undefined;
    current = Reflect.get(Object(current) as object, key);
  }
  return current;
}

async function sendTestRequest(engine: LoadedEngine, credential: StoredCredential, request: object): Promise<unknown> {
  const noOp = borrowedNodeTypes['n8n-nodes-base.noOp'];
  if (noOp === undefined) throw new Error('The stand-in for the No Operation node is missing.');
  const type: INodeType = {
    description: {
      ...noOp.description,
      credentials: [{ name: credential.type, required: true }],
      properties: [{ displayName: 'Temp', name: 'temp', type: 'string', default: '', routing: { request } }],
    },
  };
  const node = {
    id: 'temp',
    name: 'Temp-Node',
    type: 'temp.node',
    typeVersion: 1,
    position: [0, 0] as [number, number],
    parameters: {},
    credentials: { [credential.type]: { id: credential.id, name: credential.name } },
  };
  const nodeTypes = { getByName: () => type, getByNameAndVersion: () => type, getKnownTypes: () => ({}) };
  const workflow = new n8nWorkflow.Workflow({ nodes: [node], connections: {}, active: false, nodeTypes });
  const data = engine.credentials.withDefaults(credential.type, credential.data as ICredentialDataDecryptedObject);
  const context = new n8nCore.ExecuteContext(
    workflow,
    node,
    additionalDataFor(engine.credentials, { currentNodeParameters: {} }),
    'internal',
    n8nWorkflow.createEmptyRunExecutionData(),
    0,
    [],
    { main: [[{ json: {} }]] },
    { node, data: {}, source: null },
    [],
  );
  const routing = new n8nCore.RoutingNode(context, type, { ...credential, data });
  const output = (await routing.runNode()) as INodeExecutionData[][] | null;
  const first = output?.[0]?.[0];
  if (first === undefined) throw new TypeError('The answer gave no item; n8n fails here too.');
  return first.json;
}
