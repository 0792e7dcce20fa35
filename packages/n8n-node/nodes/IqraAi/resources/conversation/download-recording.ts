import type { IqraError } from '@iqra-automation/core';
import type { BinaryHelperFunctions, INodeExecutionData } from 'n8n-workflow';
import { asRecord, type Values } from '../../../connection/as-record.ts';
import { readId } from '../read-parameters.ts';
import { conversationIdProperty } from '../shared.properties.ts';
import type { Operation, Step } from '../step.ts';

/** A stream of the platform; its own module may not be imported by a node. */
type Readable = Exclude<Parameters<BinaryHelperFunctions['prepareBinaryData']>[0], Buffer>;

const downloadTimeoutMs = 300_000;

export const downloadRecording: Operation = {
	value: 'downloadRecording',
	name: 'Download Recording',
	action: 'Download recording of conversation',
	description: 'Download one side of the recording as a file',
	properties: [
		conversationIdProperty,
		{
			displayName: 'Side',
			name: 'side',
			type: 'options',
			options: [
				{
					name: 'Agent',
					value: 'agent',
				},
				{
					name: 'Recipient',
					value: 'recipient',
				},
			],
			default: 'agent',
			description: 'Whose voice to download',
		},
		{
			displayName: 'Put Output File in Field',
			name: 'binaryPropertyName',
			type: 'string',
			required: true,
			default: 'data',
			hint: 'The name of the output binary field to put the file in',
		},
	],
	run: download,
};

/** One side of a conversation's recording as a file. The link is asked for anew each time, since it lives for minutes only. */
async function download(step: Step): Promise<INodeExecutionData[]> {
	const { context, itemIndex } = step;
	const conversationId = readId(step, 'conversationId', 'Conversation ID');
	const property = readId(step, 'binaryPropertyName', 'Put Output File in Field');
	const side = context.getNodeParameter('side', itemIndex, 'agent') === 'recipient' ? 'recipient' : 'agent';
	const url = step.core.recordings.urlOf((await step.client.getConversation(conversationId)).value, side);
	if (url === null) throw noRecording(step.core, side);
	const { body, mimeType } = await fetchFile(step, url, side);
	const binary = await context.helpers.prepareBinaryData(body, step.core.recordings.fileName(conversationId, side), mimeType);
	return [{ json: { conversationId, side }, binary: { [property]: binary }, pairedItem: { item: itemIndex } }];
}

interface Download {
	readonly body: Readable;
	readonly mimeType: string;
}

/** The link carries its own permission; the API key must not go to the file store. */
async function fetchFile(step: Step, link: string, side: string): Promise<Download> {
	const { core, context, connection } = step;
	let url = core.recordings.addressOf(link, connection.baseUrl);
	for (let redirects = 0; redirects <= core.recordings.mostRedirects; redirects += 1) {
		const answer: unknown = await context.helpers
			.httpRequest({
				method: 'GET',
				url,
				encoding: 'stream',
				returnFullResponse: true,
				ignoreHttpStatusErrors: true,
				disableFollowRedirect: true,
				timeout: downloadTimeoutMs,
			})
			.catch(() => null);
		const { statusCode, headers, body } = asRecord(answer);
		if (typeof statusCode !== 'number' || !isReadable(body)) throw unreachable(core);
		if (statusCode === 200) return toDownload(core, body, asRecord(headers));
		body.destroy();
		const location = asRecord(headers)['location'];
		if (statusCode < 300 || statusCode >= 400 || typeof location !== 'string') {
			throw statusCode === 403 || statusCode === 404 || statusCode === 410 ? noRecording(core, side) : unreachable(core, statusCode);
		}
		url = core.recordings.addressOf(location, connection.baseUrl, url);
	}
	throw unreachable(core);
}

/** The file as a stream that ends where a recording would be too large: it is never held as a whole. */
function toDownload(core: Step['core'], body: Readable, headers: Values): Download {
	let isRecording = false;
	try {
		core.recordings.checkHead({ contentType: textOf(headers['content-type']), contentLength: textOf(headers['content-length']) });
		isRecording = true;
	} finally {
		if (!isRecording) body.destroy();
	}
	// The class of streams, which a node may not import, comes with every stream.
	const streams: unknown = body.constructor;
	if (!makesStreams(streams)) throw unreachable(core);
	return { body: streams.from(core.recordings.limited(chunksOf(body))), mimeType: mimeTypeOf(headers) };
}

function makesStreams(value: unknown): value is { readonly from: (chunks: AsyncIterable<unknown>) => Readable } {
	return typeof value === 'function' && 'from' in value && typeof value.from === 'function';
}

async function* chunksOf(body: Readable): AsyncGenerator<Uint8Array | string> {
	for await (const chunk of body) if (typeof chunk === 'string' || chunk instanceof Uint8Array) yield chunk;
}

function textOf(value: unknown): string | null {
	return typeof value === 'string' || typeof value === 'number' ? String(value) : null;
}

function isReadable(body: unknown): body is Readable {
	return body !== null && typeof body === 'object' && 'pipe' in body && 'destroy' in body;
}

function mimeTypeOf(headers: Values): string {
	const header = headers['content-type'];
	const named = typeof header === 'string' ? (header.split(';')[0] ?? '').trim() : '';
	return named.startsWith('audio/') ? named : 'audio/wav';
}

function noRecording({ recordings }: Step['core'], side: string): IqraError {
	return recordings.recordingErrors.error('RECORDING_NOT_FOUND', { side: `${side}'s side` });
}

function unreachable({ recordings }: Step['core'], httpStatus?: number): IqraError {
	return recordings.recordingErrors.error('RECORDING_NOT_AVAILABLE', {}, httpStatus === undefined ? {} : { httpStatus });
}
