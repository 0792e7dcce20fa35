/** A header value with parameters: `form-data; name="config"`, `multipart/form-data; boundary=x`. Parameter names in lower case. */
export interface HeaderValue {
  readonly value: string;
  readonly parameters: ReadonlyMap<string, string>;
}

const token = /[!#$%&'*+\-.^_`|~0-9A-Za-z/]+/y;
const quoted = /"((?:[^"\\]|\\[\s\S])*)"/y;

/** Reads a header value as the framework does; `null` when something in it is out of place. The first of equal parameters wins. */
export function readHeaderValue(text: string): HeaderValue | null {
  const trimmed = text.trim();
  let at = 0;
  const take = (pattern: RegExp): RegExpExecArray | null => {
    pattern.lastIndex = at;
    const match = pattern.exec(trimmed);
    at += match?.[0].length ?? 0;
    return match;
  };
  const value = take(token)?.[0];
  if (value === undefined) return null;
  const parameters = new Map<string, string>();
  for (;;) {
    take(/\s*/y);
    if (at === trimmed.length) return { value, parameters };
    if (take(/;/y) === null) return null;
    take(/[\s;]*/y);
    if (at === trimmed.length) return { value, parameters };
    const name = take(token)?.[0].toLowerCase();
    if (name === undefined) return null;
    take(/\s*/y);
    let content = '';
    if (take(/=/y) !== null) {
      take(/\s*/y);
      const inQuotes = take(quoted);
      content = inQuotes === null ? (take(token)?.[0] ?? '') : (inQuotes[1] ?? '').replace(/\\([\s\S])/g, '$1');
    }
    if (!parameters.has(name)) parameters.set(name, content);
  }
}
