import { defineErrors } from '../errors/define-errors.ts';

/** What is wrong with an Event Key. */
export const eventKeyErrors = defineErrors('Event Key', {
  EVENT_KEY_REQUIRED: {
    kind: 'input',
    sentence:
      'Event Key: map the ID of the record from your trigger, and add a word for the reason of the call. Without it a repeated event would call the same person twice.',
    nextStep: 'Map the ID of the record.',
  },
  EVENT_KEY_NOT_TEXT: {
    kind: 'input',
    sentence: 'Event Key: a whole record was mapped instead of one value of it. Map its ID, and add a word for the reason of the call.',
    nextStep: 'Map the ID of the record.',
  },
  EVENT_KEY_NOT_EXACT: {
    kind: 'input',
    about: 'The Event Key is a number that is not whole, or so large that digits may have been lost.',
    sentence: 'Event Key: the number {number} may have lost digits, so two records could have the same key. Map the ID as text.',
    nextStep: 'Map the ID as text.',
  },
  EVENT_KEY_EMPTY: {
    kind: 'input',
    sentence: 'Event Key: the mapped value is empty. Map a value that every record has.',
    nextStep: 'Map a value that every record has, or remove the field.',
  },
  EVENT_KEY_HALF_EMPTY: {
    kind: 'input',
    about: 'The Event Key begins or ends with one of - _ : / . or a bar, or has an undefined part: one of the mapped values was missing.',
    sentence: 'Event Key: a part of "{key}" is missing, so other records would get the same key. Map a value that every record has.',
    nextStep: 'Map a value that every record has.',
  },
  EVENT_KEY_TOO_LONG: {
    kind: 'input',
    about: 'The Event Key has more than 200 characters.',
    sentence: 'Event Key: it has {length} characters; at most {most} are allowed. Map an ID, not a whole text.',
    nextStep: 'Map an ID, not a whole text.',
  },
  EVENT_KEY_CONTROL_CHARACTER: {
    kind: 'input',
    sentence: 'Event Key: it contains a line break or another control character. Map a plain ID.',
    nextStep: 'Map a plain ID.',
  },
});
