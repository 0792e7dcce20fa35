/** Area codes in use; together with 555-01xx they make numbers that are kept free for fiction, and pass every validity rule. */
const areaCodes = [
  201, 202, 203, 205, 206, 207, 208, 209, 210, 212, 213, 214, 215, 216, 217, 218, 219, 220, 223, 224,
  225, 227, 228, 229, 231, 234, 235, 239, 240, 248, 251, 252, 253, 254, 256, 260, 262, 267, 269, 270,
  272, 274, 276, 279, 281, 283, 301, 302, 303, 304, 305, 307, 308, 309, 310, 312, 313, 314, 315, 316,
  317, 318, 319, 320, 321, 323, 324, 325, 326, 327, 329, 330, 331, 332, 334, 336, 337, 339, 341, 346,
  347, 350, 351, 352, 353, 360, 361, 363, 364, 369, 380, 385, 386, 401, 402, 404, 405, 406, 407, 408,
];
const endingsPerArea = 100;

/** Last two digits that script a call in the sandbox. */
export const scripted = { talksAndHangsUp: '01', declined: '03', noAnswer: '04', voicemail: '05', hangsUpAtOnce: '10' } as const;

export interface Recipients {
  /** The next number that no earlier call of this list gave out, with the given last two digits. */
  next(ending?: string): string;
}

/** Fictional US numbers, each given out once. */
export function createRecipients(): Recipients {
  const given = new Map<string, number>();
  return {
    next(ending = scripted.hangsUpAtOnce) {
      const index = given.get(ending) ?? 0;
      given.set(ending, index + 1);
      const area = areaCodes[index];
      if (area === undefined) throw new Error(`All ${areaCodes.length} numbers that end in ${ending} are given out.`);
      return `+1${area}55501${ending}`;
    },
  };
}

/** `count` different fictional US numbers. */
export function manyRecipients(count: number): readonly string[] {
  if (count > areaCodes.length * endingsPerArea) throw new Error(`There are only ${areaCodes.length * endingsPerArea} such numbers.`);
  return Array.from({ length: count }, (_, index) => {
    const ending = String(index % endingsPerArea).padStart(2, '0');
    return `+1${areaCodes[Math.floor(index / endingsPerArea)]}55501${ending}`;
  });
}
