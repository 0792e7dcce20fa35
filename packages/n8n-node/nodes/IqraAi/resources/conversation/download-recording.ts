import type { recordings } from '@iqra-automation/core';
import type { BinaryHelperFunctions, INodeExecutionData } from 'n8n-workflow';
import { asRecord } from '../../../connection/as-record.ts';
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
	const conversation = (await step.client.getConversation(conversationId)).value;
	const { baseUrl } = step.connection;
	const file = await step.core.recordings.fetchRecording((url) => requestFile(step, url), { conversation, side, baseUrl });
	const binary = await context.helpers.prepareBinaryData(limited(step.core, file.body), file.fileName, file.mimeType);
	return [{ json: { conversationId, side }, binary: { [property]: binary }, pairedItem: { item: itemIndex } }];
}

/** The link carries its own permission; the API key must not go to the file store. */
async function requestFile({ context }: Step, url: string): Promise<recordings.FileAnswer<Readable> | null> {
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
	if (typeof statusCode !== 'number' || !isReadable(body)) return null;
	return { status: statusCode, header: (name) => textOf(asRecord(headers)[name]), body, discard: () => void body.destroy() };
}

/** The file as a stream that ends where a recording would be too large: it is never held as a whole. */
function limited(core: Step['core'], body: Readable): Readable {
	// The class of streams, which a node may not import, comes with every stream.
	const streams: unknown = body.constructor;
	if (!makesStreams(streams)) throw core.recordings.recordingErrors.error('RECORDING_NOT_AVAILABLE', {});
	return streams.from(core.recordings.limited(chunksOf(body)));
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
