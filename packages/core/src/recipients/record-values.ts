/** True for an object with named fields; false for lists, texts and nothing. */
export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** A text or number somewhere in a record. */
export interface RecordValue {
  readonly value: string | number | bigint;
  /** The name of the nearest field above it. */
  readonly field: string;
  /** In words, for example `entry 3, field "contact", field "phones", number 1`. */
  readonly place: () => string;
}

interface Node {
  readonly value: unknown;
  readonly field: string;
  /** The index in a list, else the field's name is the step to this value. */
  readonly at: number | null;
  readonly parent: Node | null;
}

/** Some tables have the number itself as a field's name: `{ "+14155552671": "opted out" }`. */
const nameLikeNumber = /^\s*\+?[\d\s().-]{7,24}$/;

/**
 * Every text and number of a record, at any depth, whatever its fields are called, and names of fields that are written like numbers. Switches, times and nothing say nothing about
 * whom to call. A record that holds itself is walked through once.
 */
export function valuesOfRecord(record: Readonly<Record<string, unknown>>, place: string): readonly RecordValue[] {
  const found: RecordValue[] = [];
  const seen = new Set<unknown>();
  const waiting: Node[] = [{ value: record, field: '', at: null, parent: null }];
  for (let node = waiting.pop(); node !== undefined; node = waiting.pop()) {
    const { value, field } = node;
    if (typeof value === 'string' || typeof value === 'number' || typeof value === 'bigint') {
      const here = node;
      found.push({ value, field, place: () => place + stepsTo(here) });
      continue;
    }
    if (typeof value !== 'object' || value === null || seen.has(value) || isTime(value)) continue;
    seen.add(value);
    const parent = node;
    const inner = Array.isArray(value)
      ? value.map((one: unknown, at): Node => ({ value: one, field, at, parent }))
      : Object.entries(value).map(([name, one]: [string, unknown]): Node => ({ value: one, field: name, at: null, parent }));
    for (const node of inner) {
      if (node.at === null && nameLikeNumber.test(node.field)) found.push({ value: node.field, field: '', place: () => place + stepsTo(node) });
    }
    waiting.push(...inner.toReversed());
  }
  return found;
}

function stepsTo({ at, field, parent }: Node): string {
  if (parent === null) return '';
  return stepsTo(parent) + (at === null ? `, field "${field}"` : `, number ${at + 1}`);
}

/** Dates of JavaScript, and of the date libraries that hosts use. */
function isTime(value: object): boolean {
  return value instanceof Date || (isRecord(value) && typeof value['toISO'] === 'function');
}
