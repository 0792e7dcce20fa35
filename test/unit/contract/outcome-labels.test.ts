import { callOutcomeLabels } from '@iqra-automation/core';
import type { INodePropertyCollection, INodePropertyOptions } from 'n8n-workflow';
import { defaultRetriedOutcomes } from '../../../packages/core/src/fields/try-again.fields.ts';
import { retryPolicyProperties } from '../../../packages/n8n-node/nodes/IqraAi/generated/try-again.properties.ts';
import { triggerProperties } from '../../../packages/n8n-node/nodes/IqraAiTrigger/trigger.properties.ts';

it('names the outcomes in n8n’s trigger as everywhere else, although its form is written out', () => {
  const filters = triggerProperties.find(({ name }) => name === 'filters')?.options ?? [];
  const outcomes = filters.find((option) => option.name === 'outcomes') as INodePropertyCollection | { options?: INodePropertyOptions[] } | undefined;
  const shown = outcomes !== undefined && 'options' in outcomes ? (outcomes.options ?? []) : [];
  expect(Object.fromEntries(shown.map(({ name, value }) => [value, name]))).toEqual(callOutcomeLabels);
});

it('shows the outcomes after which Try Again calls when nothing is chosen', () => {
  expect(retryPolicyProperties.find(({ name }) => name === 'afterOutcomes')?.default).toEqual(defaultRetriedOutcomes);
});
