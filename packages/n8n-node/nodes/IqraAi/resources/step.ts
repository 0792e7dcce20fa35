import type * as Core from '@iqra-automation/core';
import type { IDataObject, IExecuteFunctions, INodeExecutionData, INodeProperties } from 'n8n-workflow';
import type { NodeExecution } from '../../connection/node-execution.ts';
import type { OpenedClient } from '../../connection/open-client.ts';

/**
 * One operation on one input item. Operations stand beside their forms, which n8n loads when it starts; core, with its tables of
 * numbers and zones, comes with the step, when the node runs.
 */
export interface Step extends OpenedClient {
	readonly core: typeof Core;
	readonly context: IExecuteFunctions;
	readonly execution: NodeExecution;
	readonly itemIndex: number;
	readonly campaigns: Core.CampaignDirectory;
	/** Read once for a run of the node. */
	readonly getBusiness: Core.ApiReads['getBusiness'];
	/** All input items of this run, where they are calls to be placed. */
	readonly batch?: Core.CallBatch;
}

/** A run of the node as a whole. */
export type NodeRun = Omit<Step, 'itemIndex'>;

/** An operation of a resource: how it is offered, what it asks, and what it does. */
export interface Operation {
	readonly value: string;
	readonly name: string;
	/** Without articles, as in the list of actions. */
	readonly action: string;
	readonly description: string;
	readonly properties: readonly INodeProperties[];
	/** What its form has in the collection *Options* beside what other operations have there. */
	readonly ownOptions?: readonly INodeProperties[];
	/** It calls people: the pace and the counts of the node are kept for it. */
	readonly calls?: true;
	/** Where a run can do harm: judges an input item and calls nobody. Where one failure stops the run, all items are judged first. */
	readonly check?: (step: Step) => Promise<void>;
	/** One output item for each record, for one input item. */
	readonly run: (step: Step) => Promise<INodeExecutionData[]>;
	/** Where a run goes on after its items. Asked before the first one, so that what it cannot use is refused before anything is done. */
	readonly begin?: (run: NodeRun) => (items: readonly INodeExecutionData[]) => Promise<INodeExecutionData[]>;
}

export interface Resource {
	readonly value: string;
	readonly name: string;
	readonly description: string;
	/** The first one is chosen at first. */
	readonly operations: readonly Operation[];
}

/** One output item for each record, paired with the step's input item. */
export function toItems(step: Step, records: readonly object[]): INodeExecutionData[] {
	return records.map((record) => ({ json: { ...record } as IDataObject, pairedItem: { item: step.itemIndex } }));
}
