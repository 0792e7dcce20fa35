import { Readable } from 'node:stream';
import * as core from '@iqra-automation/core';
import { downloadRecording } from '../../../packages/n8n-node/nodes/IqraAi/resources/conversation/download-recording.ts';
import type { Step } from '../../../packages/n8n-node/nodes/IqraAi/resources/step.ts';

interface FileAnswer {
  readonly statusCode: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: Readable;
}

/** The operation itself, on a public server: its links and the file store's answers are given, and what was asked for is kept. */
async function download(link: string, answers: readonly FileAnswer[] = []): Promise<{ readonly asked: readonly string[]; readonly bytes: number; readonly error: unknown }> {
  const asked: string[] = [];
  let bytes = 0;
  const parameters: Readonly<Record<string, string>> = { conversationId: 'c-1', binaryPropertyName: 'data', side: 'agent' };
  const step = {
    core,
    itemIndex: 0,
    connection: { baseUrl: 'https://iqra.example' },
    client: { getConversation: () => Promise.resolve({ value: { conversationId: 'c-1', parties: [{ role: 'agent', recordingUrl: link }] } }) },
    context: {
      getNodeParameter: (name: string) => parameters[name],
      helpers: {
        httpRequest: ({ url }: { readonly url: string }) => {
          asked.push(url);
          const { statusCode, headers = {}, body = Readable.from([]) } = answers[asked.length - 1] ?? { statusCode: 404 };
          return Promise.resolve({ statusCode, headers, body });
        },
        prepareBinaryData: async (body: AsyncIterable<Uint8Array>) => {
          for await (const chunk of body) bytes += chunk.length;
          return {};
        },
      },
    },
  };
  const error: unknown = await downloadRecording.run(step as unknown as Step).then(() => null, (thrown: unknown) => thrown);
  return { asked, bytes, error };
}

const store = 'https://files.example/a.wav';
const audio = { 'content-type': 'audio/wav' };

it.each(['http://127.0.0.1:5678/rest/login', 'https://[::1]/a.wav', 'https://10.0.0.7/a.wav', 'https://169.254.169.254/latest/meta-data', 'https://192.168.1.1/', 'http://files.example/a.wav', 'file:///etc/passwd'])(
  'a recording link to %s is not fetched, nor followed as a redirect',
  async (address) => {
    expect(await download(address)).toMatchObject({ asked: [], error: { code: 'RECORDING_LINK_REFUSED' } });
    expect(await download(store, [{ statusCode: 302, headers: { location: address } }])).toMatchObject({ asked: [store], error: { code: 'RECORDING_LINK_REFUSED' } });
  },
);

it('a redirect to another public address is followed, and the file comes whole', async () => {
  const moved = { statusCode: 302, headers: { location: '/b.wav' } };
  const file = { statusCode: 200, headers: audio, body: Readable.from([Buffer.alloc(1000)]) };
  expect(await download(store, [moved, file])).toEqual({ asked: [store, 'https://files.example/b.wav'], bytes: 1000, error: null });
});

it('a page, a file that says it is too large, and one that does not say so are refused', async () => {
  expect(await download(store, [{ statusCode: 200, headers: { 'content-type': 'text/html' } }])).toMatchObject({ error: { code: 'RECORDING_NOT_AUDIO' } });
  const tooLarge = { ...audio, 'content-length': '400000000' };
  expect(await download(store, [{ statusCode: 200, headers: tooLarge }])).toMatchObject({ bytes: 0, error: { code: 'RECORDING_TOO_LARGE' } });
  const chunk = Buffer.alloc(1_000_000);
  const endless = Readable.from((function* many() { for (let at = 0; at < 400; at += 1) yield chunk; })());
  const { bytes, error } = await download(store, [{ statusCode: 200, headers: audio, body: endless }]);
  expect(error).toMatchObject({ code: 'RECORDING_TOO_LARGE' });
  expect(bytes).toBeLessThanOrEqual(100_000_000);
});
