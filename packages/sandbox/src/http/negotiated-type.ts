/** The media types in which the server writes its envelope. */
const offered: readonly string[] = ['application/json', 'text/json'];

/** The media type of an envelope by the `Accept` header: the first offered one by weight, the usual one where any will do. */
export function negotiatedType(accept: string | undefined): string {
  if (accept === undefined || accept.includes('*/*')) return 'application/json';
  const asked = accept
    .split(',')
    .map((range) => {
      const [type = '', ...parameters] = range.split(';').map((part) => part.trim().toLowerCase());
      const weight = parameters.find((parameter) => parameter.startsWith('q='))?.slice(2);
      return { type, weight: weight === undefined ? 1 : Number(weight) };
    })
    .toSorted((left, right) => right.weight - left.weight);
  return asked.find(({ type, weight }) => weight > 0 && offered.includes(type))?.type ?? 'application/json';
}
