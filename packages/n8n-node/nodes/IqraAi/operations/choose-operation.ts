import { inputError } from '@iqra-automation/core';
import type { IExecuteFunctions } from 'n8n-workflow';
import { countCalls, getCall, listCalls } from './calls.ts';
import { getConversation, listConversations } from './conversations.ts';
import { downloadRecording } from './download-recording.ts';
import { getInboundCall, listInboundCalls } from './inbound-calls.ts';
import { createInitiateCall } from './initiate-call.ts';
import type { OperationRun } from './step.ts';
import { countUsage, listUsage } from './usage.ts';
import { getWebSession, listWebSessions } from './web-sessions.ts';

const reads: Readonly<Record<string, OperationRun>> = {
	'call:get': getCall,
	'call:getAll': listCalls,
	'call:count': countCalls,
	'conversation:get': getConversation,
	'conversation:getAll': listConversations,
	'conversation:downloadRecording': downloadRecording,
	'inboundCall:get': getInboundCall,
	'inboundCall:getAll': listInboundCalls,
	'usage:count': countUsage,
	'usage:history': listUsage,
	'webSession:get': getWebSession,
	'webSession:getAll': listWebSessions,
};

/**
 * The operation that the node is set to.
 * @throws IqraError of kind `input` for a combination that the form does not offer.
 */
export function chooseOperation(context: IExecuteFunctions): { readonly run: OperationRun; readonly dials: boolean } {
	const resource = context.getNodeParameter('resource', 0);
	const operation = context.getNodeParameter('operation', 0);
	if (resource === 'call' && operation === 'initiate') return { run: createInitiateCall(context), dials: true };
	const run = reads[`${resource}:${operation}`];
	if (run !== undefined) return { run, dials: false };
	throw inputError([{ field: 'operation', code: 'NOT_OFFERED', message: `Operation does not offer "${operation}" for "${resource}".` }]);
}
