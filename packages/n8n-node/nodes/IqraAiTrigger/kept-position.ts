import type { IDataObject, IPollFunctions } from 'n8n-workflow';
import { asRecord } from '../connection/as-record.ts';

/** What a trigger keeps between polls. */
export interface KeptPosition {
	readonly tracker: unknown;
	readonly campaigns: unknown;
	/** Executions that are still to be told that their call has ended. */
	readonly wakes: unknown;
	/** Whose position it is: a copy may bring the one of the workflow that it was made of. */
	readonly workflow?: unknown;
}

/** When a trigger of some name was polled, in ms since 1970 UTC. */
interface Polled {
	readonly first: number;
	readonly last: number;
}

const nothingKept: KeptPosition = { tracker: undefined, campaigns: undefined, wakes: undefined };
const globalKey = 'iqraAiTrigger';
const mostNames = 8;

/**
 * n8n keeps a node's data under its name, so renaming a trigger would lose its position. A copy stands in the workflow's own data under
 * the node's id. The name decides only where two nodes share an id, as in old or hand-made workflows: they poll in turn, whereas of
 * two names of one node the older is never polled again.
 */
export function readPosition(context: IPollFunctions): KeptPosition {
	const own: IDataObject = context.getWorkflowStaticData('node');
	const { polled, position } = sharedOf(context);
	const { name } = context.getNode();
	const mine = polled[name];
	const [latest] = Object.entries(polled).filter(([other]) => other !== name).sort(([, a], [, b]) => b.last - a.last);
	const renamed = latest !== undefined && !isWired(context, latest[0]) && (mine === undefined ? own['tracker'] === undefined : latest[1].first > mine.last);
	const twin = own['tracker'] === undefined && latest !== undefined;
	const kept = renamed || twin ? position : positionIn(own);
	return kept.workflow === undefined || kept.workflow === workflowId(context) ? kept : nothingKept;
}

/** Written only after a poll, together with what it emits. */
export function writePosition(context: IPollFunctions, given: KeptPosition): void {
	const position = { ...given, workflow: workflowId(context) };
	const { id, name } = context.getNode();
	const nowMs = Date.now();
	const own = context.getWorkflowStaticData('node');
	Object.assign(own, position);
	const shared = context.getWorkflowStaticData('global');
	const { polled } = sharedOf(context);
	const names = { ...polled, [name]: { first: polled[name]?.first ?? nowMs, last: nowMs } };
	const newest = Object.entries(names).sort(([, a], [, b]) => b.last - a.last).slice(0, mostNames);
	const others = asRecord(shared[globalKey]);
	Object.assign(shared, { [globalKey]: { ...others, [id]: { polled: Object.fromEntries(newest), ...position } } });
}

function sharedOf(context: IPollFunctions): { readonly polled: Readonly<Record<string, Polled>>; readonly position: KeptPosition } {
	const shared = asRecord(asRecord(context.getWorkflowStaticData('global')[globalKey])[context.getNode().id]);
	const polled = Object.entries(asRecord(shared['polled'])).flatMap(([name, value]) => {
		const { first, last } = asRecord(value);
		return typeof first === 'number' && typeof last === 'number' ? [[name, { first, last }] as const] : [];
	});
	return { polled: Object.fromEntries(polled), position: positionIn(shared) };
}

function positionIn({ tracker, campaigns, wakes, workflow }: Readonly<Record<string, unknown>>): KeptPosition {
	return { tracker, campaigns, wakes, workflow };
}

/** `undefined` for a workflow that was never saved. */
function workflowId(context: IPollFunctions): string | undefined {
	return context.getWorkflow().id;
}

/** Whether the workflow still has a node of this name with something behind it. */
function isWired(context: Partial<Pick<IPollFunctions, 'getChildNodes'>>, name: string): boolean {
	try {
		return (context.getChildNodes?.(name) ?? []).length > 0;
	} catch {
		return false;
	}
}
