/** A zone in which it is this full hour, and some minutes, at this moment; its clocks never change. */
export function zoneAtHour(hour: number, atMs: number): string {
  const ahead = (((hour - new Date(atMs).getUTCHours() + 11) % 24) + 24) % 24 - 11;
  // The names count westwards.
  return ahead === 0 ? 'Etc/GMT' : `Etc/GMT${ahead > 0 ? '-' : '+'}${Math.abs(ahead)}`;
}
