import type { IExecuteFunctions, IPollFunctions } from 'n8n-workflow';
import { asRecord } from './as-record.ts';

/**
 * What tells a node from the others of its workflow. Its id, which stays the same when the node is renamed; where another node has
 * the same id (old workflows, and copies made by hand), or where n8n shows no ids, the name as well.
 */
export function readNodeIdentity(context: IExecuteFunctions | IPollFunctions): string {
	const { id, name } = context.getNode();
	const sharing = Object.values(nodesOf(context)).filter((node) => asRecord(node)['id'] === id);
	return id !== '' && sharing.length === 1 ? id : `${id}|${name}`;
}

/** All nodes by name. n8n's contexts hold the workflow, but do not declare it to nodes. */
function nodesOf(context: object): Readonly<Record<string, unknown>> {
	return asRecord(asRecord(Reflect.get(context, 'workflow'))['nodes']);
}
