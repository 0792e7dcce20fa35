/** Writes a JSON-like value as TypeScript that reads as if typed by hand: single quotes, bare keys, tabs, trailing commas. */
export function toLiteral(value: unknown, depth = 0): string {
  const pad = '\t'.repeat(depth + 1);
  const end = '\t'.repeat(depth);
  if (typeof value === 'string') return quote(value);
  if (Array.isArray(value)) {
    if (value.length === 0) return '[]';
    if (value.every((one) => typeof one === 'string') && value.join('').length < 80) return `[${value.map(quote).join(', ')}]`;
    return `[\n${value.map((one) => `${pad}${toLiteral(one, depth + 1)},\n`).join('')}${end}]`;
  }
  if (value !== null && typeof value === 'object') {
    const entries = Object.entries(value).filter(([, inner]) => inner !== undefined);
    if (entries.length === 0) return '{}';
    return `{\n${entries.map(([key, inner]) => `${pad}${bareKey(key)}: ${toLiteral(inner, depth + 1)},\n`).join('')}${end}}`;
  }
  return String(value);
}

function quote(text: string): string {
  const escaped = text.replace(/\\/g, '\\\\').replace(/\n/g, '\\n');
  if (text.includes("'") && !text.includes('"')) return `"${escaped}"`;
  return `'${escaped.replace(/'/g, "\\'")}'`;
}

function bareKey(key: string): string {
  return /^[A-Za-z_$][\w$]*$/.test(key) ? key : quote(key);
}
