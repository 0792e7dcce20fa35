import { hash32 } from './chance.ts';

/** A 24-hex id in the manner of MongoDB: creation second, a constant per seed and kind, a counter. The same input gives the same id. */
export function objectId(seed: string, kind: string, atMs: number, counter: number): string {
  const second = Math.floor(atMs / 1000) % 0x1_0000_0000;
  const machine = hash32(`${seed}/${kind}`).toString(16).padStart(8, '0');
  const kindByte = (hash32(kind) & 0xff).toString(16).padStart(2, '0');
  return second.toString(16).padStart(8, '0') + machine + kindByte + (counter % 0x100_0000).toString(16).padStart(6, '0');
}
