import type { Clock } from '@iqra-automation/core';
import { sleep } from 'n8n-workflow';

/** Core's clock. Timers are n8n's: a node may set none of its own. */
export const n8nClock: Clock = {
	now: () => Date.now(),
	sleep,
	random: () => Math.random(),
};
