/** A map of texts that the server can read, and what was changed for that. */
export interface WellFormedMap {
  readonly map: Readonly<Record<string, string>>;
  readonly warnings: readonly string[];
}

/**
 * Replaces half characters, such as one half of an emoji that `slice` has cut in two, by U+FFFD: the server refuses any text with one,
 * as often as it is sent. `label` names the field in the warnings.
 */
export function wellFormedMap(map: Readonly<Record<string, string>>, label: string): WellFormedMap {
  const entries = Object.entries(map);
  const changed = entries.filter(([key, value]) => !key.isWellFormed() || !value.isWellFormed());
  if (changed.length === 0) return { map, warnings: [] };
  const warnings = changed.map(
    ([key]) => `${label}: "${key.toWellFormed()}" held half a character, such as an emoji cut in two; it was replaced by a question mark sign.`,
  );
  return { map: Object.fromEntries(entries.map(([key, value]) => [key.toWellFormed(), value.toWellFormed()])), warnings };
}
