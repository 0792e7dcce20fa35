import type { INodeProperties } from 'n8n-workflow';
import { notePlacedCall } from '../../../connection/execution-note.ts';
import { n8nClock } from '../../../connection/n8n-clock.ts';
import { createN8nKeyStore } from '../../../connection/n8n-key-store.ts';
import { initiateCallProperties } from '../../generated/initiate-call.properties.ts';
import { attemptRuleNames, retryPolicyProperties } from '../../generated/try-again.properties.ts';
import { toItems, type Operation, type Step } from '../step.ts';
import { memoryOf, runEvent } from './initiate.ts';
import { readTryAgainInput } from './read-call-input.ts';

const isRule = ({ name }: { readonly name: string }): boolean => attemptRuleNames.includes(name);

/** The policy, and of the form of Initiate the rules that hold for every attempt. */
const properties: readonly INodeProperties[] = [
	...retryPolicyProperties,
	...initiateCallProperties.filter((property) => isRule(property) || property.name === 'options').map(withRulesOnly),
];

function withRulesOnly(property: INodeProperties): INodeProperties {
	return property.name === 'options' ? { ...property, options: (property.options ?? []).filter(isRule) } : property;
}

export const tryCallAgain: Operation = {
	value: 'tryAgain',
	name: 'Try Again',
	action: 'Try call again (rings real people)',
	description: 'Call a person again whom an ended call did not reach, at most once for each attempt',
	properties,
	calls: true,
	check: async (step) => {
		if (step.execution.ledger.recall(ledgerItem(step)) === undefined) step.core.retrying.readTryAgain(readTryAgainInput(step), n8nClock.now());
	},
	run: async (step) => {
		const { context, execution, client, connection, core, getBusiness, campaigns, batch } = step;
		const own = { ledger: { ledger: execution.ledger, item: ledgerItem(step) }, keyStore: createN8nKeyStore(context), batch };
		const deps = { client, connection, clock: n8nClock, memory: memoryOf(core), getBusiness, campaigns, campaignCounts: campaigns.counts, ...own };
		const result = await core.retrying.tryAgain(deps, readTryAgainInput(step), runEvent(step));
		if (result.placed && result.queueId !== null) notePlacedCall(execution, result.queueId);
		return toItems(step, [result]);
	},
};

/** An AI agent can use the node several times in one run, each time with one item: the call tells them apart. */
function ledgerItem({ context, execution, itemIndex }: Step): string {
	return execution.ledgerItem(itemIndex, 'tryAgain', context.getNodeParameter('queueId', itemIndex, ''));
}
