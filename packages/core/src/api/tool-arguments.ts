/** Splits the arguments of a tool as the server does: at commas outside of quotes, braces and brackets. */
export function splitArguments(input: string): readonly string[] {
  const values: string[] = [];
  let current = '';
  let depth = 0;
  let quoted = false;
  let before = '';
  for (const character of input) {
    if (character === '"' && before !== '\\') quoted = !quoted;
    else if (!quoted && '{['.includes(character)) depth += 1;
    else if (!quoted && '}]'.includes(character)) depth = Math.max(0, depth - 1);
    if (character === ',' && !quoted && depth === 0) {
      values.push(current.trim());
      current = '';
    } else {
      current += character;
    }
    before = character;
  }
  return current === '' ? values : [...values, current.trim()];
}

/** A text without its quotes and backslashes. */
export function textArgument(value: string): string {
  const quoted = value.length >= 2 && value.startsWith('"') && value.endsWith('"');
  return quoted ? value.slice(1, -1).replaceAll('\\"', '"').replaceAll('\\\\', '\\') : value;
}

/** The same, where `null`, quoted or not, or nothing at all stands for nothing. */
export function textArgumentOrNull(value: string): string | null {
  return value === '' || /^"?null"?$/i.test(value) ? null : textArgument(value);
}
