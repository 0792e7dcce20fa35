import { createDoNotCallList, type DoNotCallList } from '../recipients/do-not-call-list.ts';

/** Do-not-call lists that were read before; one per execution, so that a list of thousands is read once and not once per item. */
export interface DoNotCallLists {
  listOf(raw: unknown, defaultCountry: string | undefined): DoNotCallList;
}

/** Nearly every execution has one list, or one for each default country. */
const mostKept = 8;

export function createDoNotCallLists(): DoNotCallLists {
  const kept = new Map<string, DoNotCallList>();
  return {
    listOf: (raw, defaultCountry) => {
      const text = textOf(raw);
      const key = `${defaultCountry ?? ''}|${text ?? ''}`;
      const known = text === null ? undefined : kept.get(key);
      if (known !== undefined) return known;
      const list = createDoNotCallList(raw, { defaultCountry });
      if (text === null) return list;
      const oldest = kept.keys().next();
      if (kept.size >= mostKept && oldest.done !== true) kept.delete(oldest.value);
      kept.set(key, list);
      return list;
    },
  };
}

/** The list's content as one text, or `null` for a value that has none (a record that contains itself). */
function textOf(raw: unknown): string | null {
  if (typeof raw === 'string') return raw;
  try {
    return JSON.stringify(raw) ?? null;
  } catch {
    return null;
  }
}
