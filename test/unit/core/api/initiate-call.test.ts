import busboy from 'busboy';
import * as fc from 'fast-check';
import { encodeForm, type FormEntry } from '../../../../packages/core/src/api/initiate-call.ts';

/** Parses with the maintained parser that the sandbox uses too. */
function parse(contentType: string, bytes: Uint8Array): Promise<FormEntry[]> {
  return new Promise((resolve, reject) => {
    const entries: FormEntry[] = [];
    const parser = busboy({ headers: { 'content-type': contentType } });
    parser.on('field', (name, value) => entries.push([name, value]));
    parser.on('close', () => resolve(entries));
    parser.on('error', reject);
    parser.end(Buffer.from(bytes));
  });
}

describe('the form encoder', () => {
  test('writes texts in every script so that a form parser reads them back', async () => {
    const entries: FormEntry[] = [
      ['config', '{"a":"é 中文 أهلا 🎉 \\" & =;"}'],
      ['Metadata[crm_id]', 'C-1007'],
      ['empty', ''],
      ['lines', 'a\r\nb\n--iqra-not-a-boundary\r\n'],
    ];
    const { contentType, bytes } = encodeForm(entries, Math.random);
    expect(await parse(contentType, bytes)).toEqual(entries);
  });

  test('any texts survive, also ones that try to break out of their part', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.tuple(fc.stringMatching(/^[A-Za-z[\]_]{1,20}$/), fc.string({ unit: 'grapheme' })), { maxLength: 6 }), async (entries) => {
        const { contentType, bytes } = encodeForm(entries, Math.random);
        expect(await parse(contentType, bytes)).toEqual(entries.map(([name, value]) => [name, value]));
      }),
      { numRuns: 100, seed: 7 },
    );
  });

  test('chooses another boundary when the content happens to hold the first one', () => {
    let draws = 0;
    const random = () => (draws++ < 24 ? 0 : 0.5);
    const { contentType } = encodeForm([['x', `iqra-${'0'.repeat(24)}`]], random);
    expect(contentType).not.toContain('0'.repeat(24));
  });

  test('puts a file name nowhere and escapes names', () => {
    const { bytes } = encodeForm([['Metadata[a"b\r\nc]', 'v']], Math.random);
    const text = new TextDecoder().decode(bytes);
    expect(text).not.toContain('filename');
    expect(text).toContain('name="Metadata[a%22b%0D%0Ac]"');
  });
});
