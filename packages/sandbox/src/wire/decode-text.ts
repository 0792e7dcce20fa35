/** Character sets that the server knows without extra packages; any other name counts as UTF-8. */
const decoders: Readonly<Record<string, string>> = {
  'utf-16': 'utf-16le',
  'utf-16le': 'utf-16le',
  'utf-16be': 'utf-16be',
  unicode: 'utf-16le',
  'iso-8859-1': 'latin1',
  latin1: 'latin1',
  'us-ascii': 'ascii',
  ascii: 'ascii',
};

/** Bytes as text: a byte order mark decides, else the named character set, else UTF-8. Damaged bytes become U+FFFD. */
export function decodeText(bytes: Uint8Array, charset: string | null): string {
  const [first, second, third] = bytes;
  if (first === 0xef && second === 0xbb && third === 0xbf) return new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes.subarray(3));
  if (first === 0xff && second === 0xfe) return new TextDecoder('utf-16le', { ignoreBOM: true }).decode(bytes.subarray(2));
  if (first === 0xfe && second === 0xff) return new TextDecoder('utf-16be', { ignoreBOM: true }).decode(bytes.subarray(2));
  const known = decoders[(charset ?? '').toLowerCase()];
  if (known === 'latin1') return Buffer.from(bytes).toString('latin1');
  if (known === 'ascii') return Buffer.from(bytes).toString('latin1').replace(/[\u0080-\u00ff]/g, '\ufffd');
  return new TextDecoder(known ?? 'utf-8', { ignoreBOM: true }).decode(bytes);
}

/** UTF-8 in which every damaged byte becomes half a surrogate pair, so that the reader of JSON can tell which text it spoils. */
export function decodeMarkingDamage(bytes: Uint8Array): string {
  const text = new TextDecoder('utf-8').decode(bytes);
  if (!text.includes('\ufffd')) return text;
  const parts: string[] = [];
  const decoder = new TextDecoder('utf-8', { fatal: true });
  let at = 0;
  while (at < bytes.length) {
    const length = wholeCharacter(decoder, bytes, at);
    parts.push(length === 0 ? '\udc80' : decoder.decode(bytes.subarray(at, at + length)));
    at += Math.max(1, length);
  }
  return parts.join('').replace(/^\ufeff/, '');
}

function wholeCharacter(decoder: InstanceType<typeof TextDecoder>, bytes: Uint8Array, at: number): number {
  for (let length = 1; length <= 4; length += 1) {
    try {
      decoder.decode(bytes.subarray(at, at + length));
      return length;
    } catch {
      // Not yet, or never, a whole character.
    }
  }
  return 0;
}
