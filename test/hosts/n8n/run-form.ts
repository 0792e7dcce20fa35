import type { ILoadOptionsFunctions, INodeListSearchResult, INodePropertyOptions, INodeType, ResourceMapperFields } from 'n8n-workflow';
import { additionalDataFor } from './additional-data.ts';
import type { LoadedEngine } from './loaded-engine.ts';
import type { FormOptions, SearchOptions } from './messages.ts';
import { n8nCore } from './n8n-modules.ts';
import { toWorkflow } from './to-workflow.ts';

/** What the editor asks while a person fills in a form, through n8n's own context for that. */
export function searchList(engine: LoadedEngine, options: SearchOptions): Promise<INodeListSearchResult> {
  const { type, context } = openForm(engine, options);
  return methodOf(type.methods?.listSearch, options.method).call(context, options.filter, options.paginationToken);
}

export function loadOptions(engine: LoadedEngine, options: FormOptions): Promise<INodePropertyOptions[]> {
  const { type, context } = openForm(engine, options);
  return methodOf(type.methods?.loadOptions, options.method).call(context);
}

export function loadMapperFields(engine: LoadedEngine, options: FormOptions): Promise<ResourceMapperFields> {
  const { type, context } = openForm(engine, options);
  return methodOf(type.methods?.resourceMapping, options.method).call(context);
}

/** The hints whose condition holds, evaluated as n8n's editor does: one that gives no boolean, or fails, is not shown. */
export function editorHints(engine: LoadedEngine, options: Pick<FormOptions, 'nodeType' | 'parameters'>): readonly string[] {
  const { type, workflow, node } = draftNode(engine, options);
  const shown = (type.description.hints ?? []).filter(({ displayCondition }) => {
    if (displayCondition === undefined) return true;
    try {
      return workflow.expression.getSimpleParameterValue(node, displayCondition, 'internal', {}) === true;
    } catch {
      return false;
    }
  });
  return shown.map((hint) => hint.message);
}

function openForm(engine: LoadedEngine, options: FormOptions): { readonly type: INodeType; readonly context: ILoadOptionsFunctions } {
  const { type, workflow, node } = draftNode(engine, options);
  const additionalData = additionalDataFor(engine.credentials, { currentNodeParameters: options.parameters as never });
  const context: object = new n8nCore.LoadOptionsContext(workflow, node, additionalData, options.path ?? 'parameters');
  // n8n builds without `exactOptionalPropertyTypes`, under which its class does not fit its own interface.
  return { type, context: context as ILoadOptionsFunctions };
}

type Draft = Pick<FormOptions, 'nodeType' | 'parameters'> & Partial<Pick<FormOptions, 'credentials'>>;

/** A node as it stands in the editor, in a workflow of its own. */
function draftNode(engine: LoadedEngine, options: Draft) {
  const type = engine.nodeTypes.getByNameAndVersion(options.nodeType);
  const workflow = toWorkflow(engine, {
    nodes: [
      {
        id: 'temp',
        name: 'Temp-Node',
        type: options.nodeType,
        typeVersion: 1,
        position: [0, 0],
        parameters: options.parameters as never,
        ...(options.credentials === undefined ? {} : { credentials: options.credentials }),
      },
    ],
    connections: {},
  });
  const node = workflow.getNode('Temp-Node');
  if (node === null) throw new Error('The temporary node is missing.');
  return { type, workflow, node };
}

function methodOf<Method>(methods: Readonly<Record<string, Method>> | undefined, name: string): Method {
  const method = methods?.[name];
  if (method === undefined) throw new Error(`The node has no method "${name}"; it has ${Object.keys(methods ?? {}).join(', ') || 'none'}.`);
  return method;
}
