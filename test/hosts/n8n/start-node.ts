import type { IExecuteFunctions, INodeType } from 'n8n-workflow';

function passOn(name: string, displayName: string, inputs: ['main'] | []): INodeType {
  return {
    description: {
      name,
      displayName,
      group: ['transform'],
      version: 1,
      description: '',
      defaults: { name: displayName },
      inputs,
      outputs: ['main'],
      properties: [],
    },
    execute(this: IExecuteFunctions) {
      return Promise.resolve([this.getInputData()]);
    },
  };
}

/** Stand-ins for the two nodes of n8n-nodes-base that exported workflows need most; that package (1,000 nodes) is not loaded. */
export const borrowedNodeTypes: Readonly<Record<string, INodeType>> = {
  'n8n-nodes-base.manualTrigger': passOn('manualTrigger', 'When clicking ‘Execute workflow’', []),
  'n8n-nodes-base.noOp': passOn('noOp', 'No Operation, do nothing', ['main']),
};
