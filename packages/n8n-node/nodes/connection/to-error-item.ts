import type { IDataObject, INodeExecutionData } from 'n8n-workflow';
import { adviceOf, asOwnError, messageOf } from './to-node-error.ts';

/**
 * The item that stands for a failed one when the node continues on fail. Exactly the keys `error`, `message` and `details`: n8n moves
 * such an item to the error output. `item.error` stays unset, because n8n would then throw the details away.
 */
export function toErrorItem(error: unknown, itemIndex: number, mayHaveSent: boolean): INodeExecutionData {
	const own = asOwnError(error, mayHaveSent);
	return {
		json: { error: messageOf(own, itemIndex), message: adviceOf(own), details: detailsOf(own) },
		pairedItem: { item: itemIndex },
	};
}

/** Code, kind, placement and whatever else is known, for a person or a program that looks closer. */
export function detailsOf(own: ReturnType<typeof asOwnError>): IDataObject {
	const { code, kind, placement, field, serverCode, httpStatus, retryAfterMs, problems, details } = own;
	const all = {
		code,
		kind,
		placement,
		nextStep: adviceOf(own),
		field,
		serverCode,
		httpStatus,
		retryAfterMs,
		...(problems.length > 0 ? { problems: problems.map((problem) => ({ ...problem })) } : {}),
		...details,
	};
	return Object.fromEntries(Object.entries(all).filter(([, value]) => value !== undefined));
}
