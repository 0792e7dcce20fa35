/** How a call stands at the moment of an answer: for steps that read calls by themselves. */
export { judgeCall } from './judge-call.ts';
export { describeProgress, inboundStanding, readSpokenStanding, readStanding } from './read-standing.ts';
