import { defaultRetriedOutcomes } from '../../../packages/core/src/fields/try-again.fields.ts';
import { retryPolicyProperties } from '../../../packages/n8n-node/nodes/IqraAi/generated/try-again.properties.ts';

it('shows the outcomes after which Try Again calls when nothing is chosen', () => {
  expect(retryPolicyProperties.find(({ name }) => name === 'afterOutcomes')?.default).toEqual(defaultRetriedOutcomes);
});
