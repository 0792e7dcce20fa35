/** What an adapter needs to tell each ended call: triggers that keep a state, hosts that drop repeats, tests by hand, and the filter by campaign. */
export { chooseCampaigns, readTexts, watchedIds } from './choose-campaigns.ts';
export { mayHaveWords, toEndedCallEvent } from './ended-call-event.ts';
export { peekEndedCalls, peekEndedInboundCalls } from './peek-ended-calls.ts';
export { pollEndedCalls, pollEndedInboundCalls } from './poll-ended-calls.ts';
export { sweepEndedCalls, sweepEndedInboundCalls } from './sweep-ended-calls.ts';
