/** What the stand-in for a chat model "decides": to call the person whom a request of the examples names, about the record it names. */
export function standInModelArguments(request: string): Readonly<Record<string, string>> {
  const find = (pattern: RegExp): string => pattern.exec(request)?.[1] ?? '';
  return {
    recipient_number: find(/(\+\d[\d ]{8,}\d)/).replaceAll(' ', ''),
    customer_name: find(/\bcall (\p{Lu}\p{L}+ \p{Lu}\p{L}+)/u),
    appointment_time: find(/\bvisit (.+?)\. /),
    event_key: `${find(/\b(C-\d+)\b/)}-reminder`,
  };
}
