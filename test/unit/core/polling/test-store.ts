import type { SweepMemory } from '@iqra-automation/core/testing';

/** What passes through it is JSON, as in a host's cache. */
export class TestStore {
  text: string | null = null;
  broken = false;
  sets = 0;

  get(): Promise<unknown> {
    return this.broken ? Promise.reject(new Error('cache down')) : Promise.resolve(this.text === null ? null : JSON.parse(this.text));
  }

  set(memory: SweepMemory): Promise<void> {
    if (this.broken) return Promise.reject(new Error('cache down'));
    this.sets += 1;
    this.text = JSON.stringify(memory);
    return Promise.resolve();
  }
}
