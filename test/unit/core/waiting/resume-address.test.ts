import { posix } from 'node:path';
import * as fc from 'fast-check';
import { waiting } from '@iqra-automation/core';
import { checkResumeAddress } from '@iqra-automation/core/testing';

const base = 'https://n8n.example.com/webhook-waiting';
const mayResumeAt = (address: string, folder = base): boolean => waiting.resumeAddressOf({ iqra_resume_url: address }, folder) === address;

describe('where a host may be told that a call has ended', () => {
  it.each([
    'https://n8n.example.com/webhook-waiting/4711',
    'https://n8n.example.com/webhook-waiting/4711?signature=0af3&iqra=Zm9v-_',
    'https://n8n.example.com/webhook-waiting/4711/node-a',
    'https://N8N.Example.com/webhook-waiting/4711',
    'https://n8n.example.com:443/webhook-waiting/4711',
  ])("n8n: %s is one of its waiting webhooks", (address) => {
    expect(mayResumeAt(address)).toBe(true);
    expect(mayResumeAt(address, `${base}/`)).toBe(true);
  });

  it.each([
    ['another host', 'https://evil.example/webhook-waiting/4711'],
    ['a host that begins like it', 'https://n8n.example.com.evil.example/webhook-waiting/4711'],
    ['a host below it', 'https://x.n8n.example.com/webhook-waiting/4711'],
    ['a final dot behind the host', 'https://n8n.example.com./webhook-waiting/4711'],
    ['the host as a user name', 'https://n8n.example.com@evil.example/webhook-waiting/4711'],
    ['a user name', 'https://u:p@n8n.example.com/webhook-waiting/4711'],
    ['another port', 'https://n8n.example.com:8443/webhook-waiting/4711'],
    ['another scheme', 'http://n8n.example.com/webhook-waiting/4711'],
    ['no web address', 'file:///webhook-waiting/4711'],
    ['the folder itself', 'https://n8n.example.com/webhook-waiting'],
    ['the folder with its slash', 'https://n8n.example.com/webhook-waiting/'],
    ['a folder that begins like it', 'https://n8n.example.com/webhook-waiting-not/4711'],
    ['another folder', 'https://n8n.example.com/webhook/4711'],
    ['another case of the folder', 'https://n8n.example.com/Webhook-Waiting/4711'],
    ['a way out', 'https://n8n.example.com/webhook-waiting/../rest/login'],
    ['a way out at the end', 'https://n8n.example.com/webhook-waiting/4711/..'],
    ['a way out before a query', 'https://n8n.example.com/webhook-waiting/..?a=1'],
    ['an encoded way out', 'https://n8n.example.com/webhook-waiting/%2e%2e/rest/login'],
    ['a half encoded way out', 'https://n8n.example.com/webhook-waiting/.%2E/rest/login'],
    ['a doubly encoded way out', 'https://n8n.example.com/webhook-waiting/%252e%252e/rest/login'],
    ['an encoded slash', 'https://n8n.example.com/webhook-waiting/..%2frest'],
    ['backslashes', 'https://n8n.example.com/webhook-waiting\\..\\rest'],
    ['a backslash behind the host', 'https://n8n.example.com\\@evil.example/webhook-waiting/1'],
    ['an empty segment', 'https://n8n.example.com/webhook-waiting//evil.example/'],
    ['a line break', 'https://n8n.example.com/webhook-waiting/1\r\nHost: evil.example'],
    ['a tab inside the way out', 'https://n8n.example.com/webhook-waiting/.\t./rest'],
    ['a blank in front', ' https://n8n.example.com/webhook-waiting/1'],
    ['a fragment', 'https://n8n.example.com/webhook-waiting/1#x'],
    ['no address at all', '4711'],
    ['nothing', ''],
  ])('n8n: %s is refused', (_name, address) => {
    expect(mayResumeAt(address)).toBe(false);
  });

  it.each(['', 'n8n.example.com', 'https://u:p@n8n.example.com/webhook-waiting', 'https://n8n.example.com/webhook-waiting?a=1', 'ftp://n8n.example.com/webhook-waiting'])(
    'nothing is below the base "%s"',
    (odd) => expect(mayResumeAt('https://n8n.example.com/webhook-waiting/4711', odd)).toBe(false),
  );

  it('n8n may stand at the root of a host, at a port, and at an address of IPv6', () => {
    expect(mayResumeAt('http://localhost:5678/webhook-waiting/1', 'http://localhost:5678/webhook-waiting')).toBe(true);
    expect(mayResumeAt('http://[::1]:5678/webhook-waiting/1', 'http://[::1]:5678/webhook-waiting')).toBe(true);
    expect(mayResumeAt('http://localhost:5678/webhook-waiting/1', 'http://localhost:5679/webhook-waiting')).toBe(false);
  });

  it('whatever is put together: what is allowed stays below the base, read with other eyes', () => {
    const piece = fc.constantFrom('/', '..', '.', '%2e', '%2f', '%5c', '\\', '@', ':', '443', '#', '?', 'a', '1', ' ', '\t', '//', 'evil.example', 'webhook-waiting', 'rest', ';', '%00', '。');
    const start = fc.constantFrom(base, `${base}/`, 'https://n8n.example.com', 'https://', 'https:', '//', 'https://n8n.example.com/webhook-waitin');
    let allowed = 0;
    fc.assert(
      fc.property(start, fc.array(piece, { maxLength: 6 }), (first, pieces) => {
        const address = first + pieces.join('');
        if (!mayResumeAt(address)) return;
        allowed += 1;
        const [, host, rest] = /^https:\/\/([^/]*)(\/.*)$/s.exec(address) ?? [];
        const path = decodeURIComponent(decodeURIComponent((rest ?? '').split('?')[0] ?? '')).replaceAll('\\', '/');
        expect(['n8n.example.com', 'n8n.example.com:443']).toContain(host);
        expect(posix.normalize(path)).toMatch(/^\/webhook-waiting\/./);
      }),
      { numRuns: 20_000, seed: 26 },
    );
    expect(allowed).toBeGreaterThan(50);
  });
});

describe('the address that a call carries', () => {
  it('is nobody’s where it carries none', () => {
    expect(waiting.resumeAddressOf({ iqra_resume_url: '' }, base)).toBeNull();
    expect(waiting.resumeAddressOf({}, base)).toBeNull();
  });

  it('is kept as the host gave it', () => {
    const address = 'https://zapier.com/hooks/callback/123/abcdef01/ABCDEF/?x=%41';
    expect(checkResumeAddress(address)).toBe(address);
  });

  it.each([[undefined], [null], [''], ['callback'], ['ftp://a.example/1'], [`https://a.example/${'a'.repeat(2_000)}`]])(
    'a call that could not tell its end is not sent: %p',
    (address) => expect(() => checkResumeAddress(address)).toThrow(expect.objectContaining({ code: 'RESUME_ADDRESS_UNUSABLE', placement: 'not_placed' })),
  );
});
