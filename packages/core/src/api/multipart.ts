/** One text field of a form. A file name would turn it into a file, which the server would not find. */
export type FormEntry = readonly [name: string, value: string];

export interface EncodedBody {
  readonly contentType: string;
  readonly bytes: Uint8Array;
}

/**
 * Encodes text fields as multipart/form-data (RFC 7578). The boundary is made from the given random source and does not occur
 * in the content. Names are escaped as browsers do: quotation mark, CR and LF in percent form.
 */
export function encodeForm(entries: readonly FormEntry[], random: () => number): EncodedBody {
  const boundary = chooseBoundary(entries, random);
  const parts = entries.map(
    ([name, value]) => `--${boundary}\r\ncontent-disposition: form-data; name="${escapeName(name)}"\r\n\r\n${value}\r\n`,
  );
  const bytes = new TextEncoder().encode(`${parts.join('')}--${boundary}--\r\n`);
  return { contentType: `multipart/form-data; boundary=${boundary}`, bytes };
}

function escapeName(name: string): string {
  return name.replace(/\r/g, '%0D').replace(/\n/g, '%0A').replace(/"/g, '%22');
}

function chooseBoundary(entries: readonly FormEntry[], random: () => number): string {
  for (;;) {
    const digits = Array.from({ length: 24 }, () => Math.floor(random() * 36).toString(36)).join('');
    const boundary = `iqra-${digits}`;
    if (!entries.some(([name, value]) => name.includes(boundary) || value.includes(boundary))) return boundary;
  }
}
