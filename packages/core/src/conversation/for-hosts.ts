/** What an adapter needs to tell what was said in a call, and what follows from it. */
export { mayHaveWords, toEndedCallEvent } from '../polling/ended-call-event.ts';
export { outcomeOfTalk } from './outcome-of-end.ts';
export { readConversation } from './read-conversation.ts';
export { toolsUsedIn } from './used-tools.ts';
