import type { CallFilter } from '@iqra-automation/core';
import { formOf } from '../read-parameters.ts';
import { readForm } from '../../../connection/read-form.ts';
import type { Step } from '../step.ts';

/**
 * Which calls the filters of the form mean.
 * @throws IqraError of kind `input` with every problem.
 */
export function readCallFilter(step: Step): CallFilter {
	const { searching } = step.core;
	return searching.readCallFilter(readForm(searching.callFilterFields, formOf(step, 'filters')), step.context.getTimezone());
}
