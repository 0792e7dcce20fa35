import { createHmac } from 'node:crypto';
import type { SandboxState } from '../state/sandbox-state.ts';
import { linkLifetimeMs } from '../time/server-rhythm.ts';
import { plain } from '../wire/answer.ts';
import type { PlainAnswer } from '../wire/answer.ts';
import { toneWav } from './tone-wav.ts';

/** Where signed links point to on this server. */
export const recordingsPath = '/_storage/';

interface LinkContext {
  readonly state: SandboxState;
  readonly now: number;
  readonly origin: string;
}

/** The file that the recorder really writes. The link is made without looking whether the file exists. */
export function agentRecordingUrl(context: LinkContext, sessionId: string, agentId: string): string {
  return signedUrl(context, `${sessionId}/recordings/${agentId}.wav`);
}

/** A file name that nothing ever writes: the link is always there and always answers 404. */
export function clientRecordingUrl(context: LinkContext, sessionId: string, clientId: string): string {
  return signedUrl(context, `${sessionId}/compiled/user_${clientId}.wav`);
}

function signedUrl({ state, now, origin }: LinkContext, key: string): string {
  const date = new Date(now).toISOString().replace(/[-:]|\.\d{3}/g, '');
  const query = `X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Date=${date}&X-Amz-Expires=${linkLifetimeMs / 1000}&X-Amz-SignedHeaders=host`;
  return `${origin}${recordingsPath}${key}?${query}&X-Amz-Signature=${sign(state, key, date)}`;
}

/** Answers a signed link as an object store does: 403 when foreign or expired, 404 when there is no such file. */
export function answerRecording(state: SandboxState, now: number, url: URL): PlainAnswer {
  const key = decodeURIComponent(url.pathname.slice(recordingsPath.length));
  const date = url.searchParams.get('X-Amz-Date') ?? '';
  if (url.searchParams.get('X-Amz-Signature') !== sign(state, key, date)) return storeError(403, 'SignatureDoesNotMatch', 'The request signature does not match.');
  const signedAt = Date.parse(date.replace(/^(\d{4})(\d{2})(\d{2})T(\d{2})(\d{2})(\d{2})Z$/, '$1-$2-$3T$4:$5:$6Z'));
  if (!(now <= signedAt + linkLifetimeMs)) return storeError(403, 'AccessDenied', 'Request has expired');
  const [sessionId = '', folder, file] = key.split('/');
  const conversation = state.world.records.conversations.get(sessionId);
  const isRecorded = conversation?.agentsAt(now).some(({ id }) => file === `${id}.wav`) === true && conversation.turnsAt(now).length > 0;
  const hasEnded = (conversation?.stateAt(now, false)?.endType ?? 0) !== 0;
  if (!isRecorded || !hasEnded || folder !== 'recordings') return storeError(404, 'NoSuchKey', 'The specified key does not exist.');
  return plain(200, 'audio/wav', toneWav());
}

function storeError(status: number, code: string, message: string): PlainAnswer {
  return plain(status, 'application/xml', `<?xml version="1.0" encoding="UTF-8"?>\n<Error><Code>${code}</Code><Message>${message}</Message></Error>`);
}

function sign(state: SandboxState, key: string, date: string): string {
  return createHmac('sha256', state.options.cursorSecret).update(`${key}/${date}`).digest('hex');
}
