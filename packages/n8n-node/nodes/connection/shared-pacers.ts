import { createPacer, scopeOf, type Connection, type Pacer } from '@iqra-automation/core';
import { n8nClock } from './n8n-clock.ts';

const pacers = new Map<string, Pacer>();
const mostPacers = 100;

/** One pacer for each connection and limit, shared by all executions of this n8n process. */
export function sharedPacer(connection: Connection, requestsPerMinute: number): Pacer {
	const name = `${scopeOf(connection)}|${requestsPerMinute}`;
	const known = pacers.get(name);
	if (known !== undefined) return known;
	const pacer = createPacer({ requestsPerMinute, clock: n8nClock });
	pacers.set(name, pacer);
	const oldest = pacers.keys().next().value;
	if (pacers.size > mostPacers && oldest !== undefined) pacers.delete(oldest);
	return pacer;
}
