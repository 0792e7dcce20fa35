import { conversation, iso, noonMs } from '../polling/entries.ts';
import { talkDuration } from '../../../../packages/core/src/conversation/talk-duration.ts';

describe('the duration', () => {
  test('runs from the first message to the moment the recipient left', () => {
    expect(talkDuration(conversation())).toEqual({ durationSeconds: 90, durationFrom: 'first_message_to_recipient_left' });
  });

  test('counts from the earliest message to the last time the recipient left', () => {
    const at = (seconds: number) => iso(noonMs + seconds * 1000);
    const messages = [30, 10, 20].map((seconds) => ({ speaker: 'agent', text: 'Yes.', at: at(seconds) }) as const);
    const left = (leftAt: string | null) => ({ role: 'recipient', id: 'n', joinedAt: null, leftAt, recordingUrl: null }) as const;
    const seconds = (...times: readonly (string | null)[]) => talkDuration(conversation({ messages, parties: times.map(left) }))?.durationSeconds;
    expect(seconds(at(40), at(70.4), null, at(50))).toBe(60);
    expect(seconds(at(10))).toBe(0);
    expect([seconds(at(10 + 24 * 3600)), seconds(at(11 + 24 * 3600))]).toEqual([86_400, undefined]);
    expect(seconds('never')).toBeUndefined();
    const agent = { role: 'agent', id: 'a', joinedAt: null, leftAt: at(99), recordingUrl: null } as const;
    expect(talkDuration(conversation({ messages, parties: [left(at(40)), agent] }))?.durationSeconds).toBe(30);
    const undated = { speaker: 'agent', text: 'Yes.', at: 'never' } as const;
    expect(talkDuration(conversation({ messages: [undated, ...messages], parties: [left(at(40))] }))?.durationSeconds).toBe(30);
  });

  test.each([
    ['no messages', { messages: [] }],
    ['no leaving', { parties: [{ role: 'recipient', id: 'n', joinedAt: iso(noonMs), leftAt: null, recordingUrl: null }] }],
    ['only the agent left', { parties: [{ role: 'agent', id: 'a', joinedAt: iso(noonMs), leftAt: iso(noonMs + 1), recordingUrl: null }] }],
    ['left before the first word', { parties: [{ role: 'recipient', id: 'n', joinedAt: iso(noonMs), leftAt: iso(noonMs - 1_000), recordingUrl: null }] }],
    ['left days later', { parties: [{ role: 'recipient', id: 'n', joinedAt: iso(noonMs), leftAt: iso(noonMs + 1e9), recordingUrl: null }] }],
  ] as const)('is unknown with %s', (_name, change) => {
    expect(talkDuration(conversation(change))).toBeNull();
  });
});
