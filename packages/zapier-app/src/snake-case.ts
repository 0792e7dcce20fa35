/** `recipientNumber` becomes `recipient_number`, as Zapier's users and reviewers expect keys. */
export function toSnakeCase(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}

/** Maps that belong to the user: their keys are data, not names of ours. */
const userMaps: ReadonlySet<string> = new Set(['dynamicVariables', 'metadata', 'collected', 'arguments']);

/** A deep copy with every name of ours in snake_case. Keys inside the user's own maps stay as they are. */
export function withSnakeCaseKeys(record: object): Readonly<Record<string, unknown>> {
  return Object.fromEntries(
    Object.entries(record)
      .filter(([, inner]) => inner !== undefined)
      .map(([name, inner]) => [toSnakeCase(name), userMaps.has(name) ? inner : convert(inner)]),
  );
}

function convert(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(convert);
  return value !== null && typeof value === 'object' ? withSnakeCaseKeys(value) : value;
}
