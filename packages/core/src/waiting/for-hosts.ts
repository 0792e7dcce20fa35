/** What an adapter needs to wait for calls: in the step, asleep until it is woken, and to wake another run. */
export { decideWaiting } from './decide-waiting.ts';
export { decideWhenWoken } from './decide-waiting.ts';
export { lookWhenWoken } from './look-when-woken.ts';
export { readWaitedCall, toWaitedResult } from './read-waited-call.ts';
export { resumeAddressKey, resumeAddressOf } from './resume-address.ts';
export { waitInStep } from './wait-in-step.ts';
export { hasSecret, withSecret } from './resume-address.ts';
