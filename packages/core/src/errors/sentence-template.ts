/** The names in braces of a sentence such as `{times} calls in {period}`. */
type NamesIn<Text extends string> = Text extends `${string}{${infer Name}}${infer Rest}` ? Name | NamesIn<Rest> : never;

/** The values that a sentence asks for; the compiler wants each of them. */
export type ValuesFor<Text extends string> = Readonly<Record<NamesIn<Text>, string | number>>;

export type AnyValues = Readonly<Record<string, string | number>>;

/** The sentence with its values in place. */
export function fillTemplate(template: string, values: AnyValues): string {
  return template.replace(/\{(\w+)\}/g, (_all, name: string) => String(values[name] ?? ''));
}

/** For a page: each value is shown by its name in italics, `safeAfter` as *safe after*. */
export function showTemplate(template: string): string {
  const plainWords = (name: string): string => name.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
  return template.replace(/\s*\{(\w+)\}/g, (all, name: string) => `${all.startsWith(' ') ? ' ' : ''}*${plainWords(name)}*`);
}
