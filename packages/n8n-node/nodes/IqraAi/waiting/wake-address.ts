import type * as Core from '@iqra-automation/core';
import type { IExecuteFunctions, IWebhookDescription, IWebhookFunctions } from 'n8n-workflow';

/** Part of the path, so that no other waiting node of the workflow is woken by a call that ended late. */
const wakePathStart = 'iqra-call-ended-';

/** Below the address of an execution that sleeps at this node. Nobody registers it: n8n listens there while the execution sleeps, and not before. */
export const wakeWebhooks: IWebhookDescription[] = [
	{
		name: 'default',
		httpMethod: 'POST',
		responseMode: 'onReceived',
		responseData: '',
		path: `=${wakePathStart}{{ $nodeId }}`,
		isFullPath: true,
		restartWebhook: true,
	},
];

/**
 * Where this execution is woken while it waits at this node, with a secret of our own beside n8n's; `null` where n8n knows no such
 * address.
 */
export function wakeAddress(core: typeof Core, context: IExecuteFunctions | IWebhookFunctions, secret: string): string | null {
	const resumeUrl: unknown = context.evaluateExpression('{{ $execution.resumeUrl }}', 0);
	if (typeof resumeUrl !== 'string' || !URL.canParse(resumeUrl)) return null;
	const url = new URL(resumeUrl);
	url.pathname = `${url.pathname}/${wakePathStart}${context.getNode().id}`;
	return core.waiting.withSecret(url, secret);
}

/** Whether an address is one that `wakeAddress` gives. The others below the same base belong to Wait and approval nodes of whatever workflow. */
export function isWakeAddress(address: string): boolean {
	return new URL(address).pathname.split('/').at(-1)?.startsWith(wakePathStart) === true;
}
