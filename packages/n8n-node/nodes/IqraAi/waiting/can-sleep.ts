import type * as Core from '@iqra-automation/core';
import type { IExecuteFunctions } from 'n8n-workflow';
import { isTool } from '../../connection/to-tool-answer.ts';
import { secretOf } from './kept-wait.ts';
import { wakeAddress } from './wake-address.ts';

/**
 * Where this execution can be woken, if it may sleep at all; else `null`. Whoever has started a sub-workflow, and an AI agent, waits for
 * its answer; an execution without an id is not kept.
 */
export function sleepingAddress(core: typeof Core, context: IExecuteFunctions): string | null {
	// Typed as always there.
	const id: string | undefined = context.getExecutionId();
	if (isTool(context) || context.getMode() === 'integrated' || id === undefined || id === '') return null;
	return wakeAddress(core, context, secretOf(context));
}
