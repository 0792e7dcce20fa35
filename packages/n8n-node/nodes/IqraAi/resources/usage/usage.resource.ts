import type { Resource } from '../step.ts';
import { countUsage } from './count.ts';
import { usageHistory } from './history.ts';

export const usageResource: Resource = {
	value: 'usage',
	name: 'Usage',
	description: 'What calls consumed and cost',
	operations: [usageHistory, countUsage],
};
