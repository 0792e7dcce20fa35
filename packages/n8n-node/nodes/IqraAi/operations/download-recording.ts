import { IqraError } from '@iqra-automation/core';
import type { BinaryHelperFunctions, IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import { asRecord, type Values } from '../../connection/as-record.ts';
import { recordingOf } from './conversations.ts';
import { readId } from './read-parameters.ts';
import type { Step } from './step.ts';

/** A stream of the platform; its own module may not be imported by a node. */
type Readable = Exclude<Parameters<BinaryHelperFunctions['prepareBinaryData']>[0], Buffer>;

const downloadTimeoutMs = 300_000;

/** One side of a conversation's recording as a file. The link is asked for anew each time, since it lives only 30 minutes. */
export async function downloadRecording(step: Step): Promise<INodeExecutionData[]> {
	const { context, itemIndex } = step;
	const conversationId = readId(step, 'conversationId', 'Conversation ID');
	const property = readId(step, 'binaryPropertyName', 'Put Output File in Field');
	const side = context.getNodeParameter('side', itemIndex, 'agent') === 'recipient' ? 'recipient' : 'agent';
	const url = recordingOf((await step.client.getConversation(conversationId)).value, side);
	if (url === null) throw noRecording(side);
	const { body, mimeType } = await download(context, url, side);
	const binary = await context.helpers.prepareBinaryData(body, `${conversationId}-${side}.wav`, mimeType);
	return [{ json: { conversationId, side }, binary: { [property]: binary }, pairedItem: { item: itemIndex } }];
}

interface Download {
	readonly body: Readable;
	readonly mimeType: string;
}

/** The link carries its own permission; the API key must not go to the file store. */
async function download(context: IExecuteFunctions, url: string, side: string): Promise<Download> {
	const answer: unknown = await context.helpers
		.httpRequest({ method: 'GET', url, encoding: 'stream', returnFullResponse: true, ignoreHttpStatusErrors: true, timeout: downloadTimeoutMs })
		.catch(() => null);
	const { statusCode, headers, body } = asRecord(answer);
	if (typeof statusCode !== 'number' || !isReadable(body)) throw unreachable();
	if (statusCode === 200) return { body, mimeType: mimeTypeOf(asRecord(headers)) };
	body.destroy();
	throw statusCode === 403 || statusCode === 404 || statusCode === 410 ? noRecording(side) : unreachable(statusCode);
}

function isReadable(body: unknown): body is Readable {
	return body !== null && typeof body === 'object' && 'pipe' in body && 'destroy' in body;
}

function mimeTypeOf(headers: Values): string {
	const header = headers['content-type'];
	const named = typeof header === 'string' ? (header.split(';')[0] ?? '').trim() : '';
	return named.startsWith('audio/') ? named : 'audio/wav';
}

function noRecording(side: string): IqraError {
	return new IqraError({
		kind: 'not_found',
		code: 'RECORDING_NOT_FOUND',
		message: `There is no recording of the ${side}'s side of this conversation.`,
		nextStep: 'Recordings appear a little after the end of a call, and only where the agent records. Try again later, or choose the other side.',
		placement: 'not_placed',
	});
}

function unreachable(httpStatus?: number): IqraError {
	return new IqraError({
		kind: 'server',
		code: 'RECORDING_NOT_AVAILABLE',
		message: 'The recording could not be downloaded from its file store.',
		nextStep: 'Run this step again in a few minutes; it asks for a fresh link each time.',
		placement: 'not_placed',
		...(httpStatus === undefined ? {} : { httpStatus }),
	});
}
