import type { IDataObject, IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import type { OpenedClient } from '../../connection/open-client.ts';

/** One operation on one input item. */
export interface Step extends OpenedClient {
	readonly context: IExecuteFunctions;
	readonly itemIndex: number;
}

export type OperationRun = (step: Step) => Promise<INodeExecutionData[]>;

/** One output item for each record, paired with the step's input item. */
export function toItems(step: Step, records: readonly object[]): INodeExecutionData[] {
	return records.map((record) => ({ json: { ...record } as IDataObject, pairedItem: { item: step.itemIndex } }));
}
