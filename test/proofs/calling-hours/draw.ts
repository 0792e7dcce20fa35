/** A number from 0 up to, but not including, 1. */
export type Chance = () => number;

export function pick<T>(choices: readonly T[], chance: Chance): T {
  const chosen = choices[Math.floor(chance() * choices.length)];
  if (chosen === undefined) throw new Error('There is nothing to choose from.');
  return chosen;
}
