/** ISO 8601 UTC with `Z`, at most three fraction digits, trailing zeros dropped: `…02.418Z`, `…02.4Z`, `…02Z`. */
export function wireDate(ms: number): string {
  const [whole = '', fraction = ''] = new Date(ms).toISOString().replace('Z', '').split('.');
  const digits = fraction.replace(/0+$/, '');
  return digits === '' ? `${whole}Z` : `${whole}.${digits}Z`;
}

export function wireDateOrNull(ms: number | null): string | null {
  return ms === null ? null : wireDate(ms);
}
