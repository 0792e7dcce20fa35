import type * as Core from '@iqra-automation/core';
import { randomString, type IExecuteFunctions } from 'n8n-workflow';
import { asRecord, isRecord, type Values } from './as-record.ts';
import { readNodeIdentity } from './node-identity.ts';

const unnamedRunKey = 'iqraRun';

/** How n8n names one run of the node. Together with an item's index they stay the same when n8n runs a stalled execution again. */
export interface RunNames {
	readonly executionId: string;
	/** Which round of a loop this is. */
	readonly runIndex: number;
	/** This n8n, the workflow and the node: another n8n with the same workflow counts its executions from 1 as well. */
	readonly stepId: string;
	readonly timeZone: string;
}

/** A call that this execution placed or may have placed, also in an earlier try. */
export interface KnownCall {
	/** `null` = of another round of a loop, whose items are others. */
	readonly itemIndex: number | null;
	readonly entry: Core.LedgerEntry;
}

export interface CustomData {
	get(key: string): unknown;
	set(key: string, value: string): void;
}

/** What all items of one run of the node share. n8n, and the ledger, build their answers anew at each question, so each is asked once. */
export class NodeExecution {
	readonly #core: typeof Core;
	readonly #context: IExecuteFunctions;
	#data: Values | undefined;
	#names: RunNames | undefined;
	#ledger: Core.Ledger | undefined;

	constructor(core: typeof Core, context: IExecuteFunctions) {
		this.#core = core;
		this.#context = context;
	}

	get names(): RunNames {
		this.#names ??= {
			executionId: readExecutionId(this.#context),
			runIndex: readRunIndex(this.#expressionData),
			stepId: `${this.#context.getInstanceId()}|${this.#context.getWorkflow().id ?? ''}|${readNodeIdentity(this.#context)}`,
			timeZone: this.#context.getTimezone(),
		};
		return this.#names;
	}

	/** Lives in the execution's own data, so it survives Retry On Fail and the retry of a failed execution (docs/decisions/0023-n8n-memory-of-an-execution.md). */
	get ledger(): Core.Ledger {
		this.#ledger ??= this.#core.createLedger(this.#context.getContext('node'));
		return this.#ledger;
	}

	/** The name of an item in the ledger; `call` tells apart what an AI agent does with one item in one run. */
	ledgerItem(itemIndex: number, ...call: readonly unknown[]): string {
		return JSON.stringify([this.names.runIndex, itemIndex, ...call]);
	}

	/** Without the events that had a call of another execution. */
	knownCalls(): readonly KnownCall[] {
		const own = this.ledger.entries().filter(([, entry]) => entry.state !== 'placed' || entry.call.placed);
		return own.map(([name, entry]) => {
			const [runIndex, itemIndex]: readonly unknown[] = JSON.parse(name);
			return { itemIndex: runIndex === this.names.runIndex && typeof itemIndex === 'number' ? itemIndex : null, entry };
		});
	}

	/** What `$execution.customData` is in an expression. */
	get customData(): CustomData | null {
		const data = asRecord(this.#expressionData['$execution'])['customData'];
		return isCustomData(data) ? data : null;
	}

	/** The `$` names of an expression. */
	get #expressionData(): Values {
		this.#data ??= asRecord(this.#context.getWorkflowDataProxy(0));
		return this.#data;
	}
}

function readRunIndex({ $runIndex }: Values): number {
	return typeof $runIndex === 'number' ? $runIndex : 0;
}

/** A run that n8n does not keep has no id; one of our own then lives in the node's context, which survives Retry On Fail. */
function readExecutionId(context: IExecuteFunctions): string {
	// Typed as always there.
	const id: string | undefined = context.getExecutionId();
	if (id !== undefined && id !== '') return id;
	const kept = context.getContext('node');
	const name: unknown = (kept[unnamedRunKey] ??= `unnamed-${randomString(24)}`);
	return String(name);
}

function isCustomData(value: unknown): value is CustomData {
	return isRecord(value) && typeof value['get'] === 'function' && typeof value['set'] === 'function';
}
