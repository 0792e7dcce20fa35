import { defineErrors } from '@iqra-automation/core';

/** What only n8n can meet. */
export const n8nErrors = defineErrors('n8n', {
	WAIT_NOT_A_NUMBER: { code: 'WRONG_TYPE', kind: 'input', sentence: 'Limit Wait Time: "{value}" is not a valid number.', nextStep: 'Map a number.' },
	WAIT_TOO_LONG: {
		code: 'TOO_LARGE',
		kind: 'input',
		about: 'Limit Wait Time, or Max Date and Time, is further away than a run may wait.',
		sentence: '{wait} more than {days} days.',
		nextStep: 'Choose {days} days or less; a trigger tells of calls that end later.',
	},
	WAIT_IS_OVER: { kind: 'input', sentence: 'Max Date and Time has passed already.', nextStep: 'Choose a later time.' },
	PARAMETER_NOT_READABLE: {
		kind: 'input',
		about: 'n8n could not read a parameter or the credential of this step, for example because of a faulty expression.',
		sentence: '{message}',
		nextStep: "Follow n8n's own message.",
	},
});
