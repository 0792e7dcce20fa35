/** What an adapter needs to look for calls: the forms, what they ask for, the calls that are meant, and what this product wrote on each. */
export { findCallFields, findCallsFields } from '../fields/search.fields.ts';
export { readCallMarks, withoutOwnKeys } from '../sending/call-metadata.ts';
export { findCall, findCalls, withExactEntries } from './find-call.ts';
export { readCallQuestion, readCallsQuestion, readMoment } from './read-call-question.ts';
export { readSearchNumber } from './read-recipient.ts';
