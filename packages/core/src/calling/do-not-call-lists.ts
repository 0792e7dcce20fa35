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
      const key = `${defaultCountry ?? ''}|${typeof raw === 'string' ? raw : JSON.stringify(raw)}`;
      const known = kept.get(key);
      if (known !== undefined) return known;
      const list = createDoNotCallList(raw, { defaultCountry });
      const oldest = kept.keys().next();
      if (kept.size >= mostKept && oldest.done !== true) kept.delete(oldest.value);
      kept.set(key, list);
      return list;
    },
  };
}
