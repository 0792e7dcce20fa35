/** What an adapter needs to look for calls: the forms, what they ask for, and the calls that are meant. */
export { findCallFields, findCallsFields } from '../fields/search.fields.ts';
export { withExactEntries } from './exact-entries.ts';
export { findCall } from './find-call.ts';
export { findCalls } from './find-calls.ts';
export { readCallQuestion, readCallsQuestion, readMoment } from './read-call-question.ts';
