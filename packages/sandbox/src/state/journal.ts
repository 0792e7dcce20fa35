import { closeSync, existsSync, fdatasync, ftruncateSync, fsyncSync, mkdirSync, openSync, readFileSync, write } from 'node:fs';
import { join } from 'node:path';
import type { StoredRecord } from './records.ts';

/** Where accepted calls are kept. A promise of `append` resolves when the record would survive a kill of the process. */
export interface Journal {
  append(record: StoredRecord): Promise<void>;
  /** Resolves when everything appended so far is durable. */
  flushed(): Promise<void>;
  close(): Promise<void>;
}

/** Keeps nothing beyond the process. */
export const memoryJournal: Journal = {
  append: () => Promise.resolve(),
  flushed: () => Promise.resolve(),
  close: () => Promise.resolve(),
};

export interface OpenedJournal {
  readonly journal: Journal;
  readonly records: readonly StoredRecord[];
  /** Set when a half-written last line was dropped. */
  readonly notice: string | null;
}

const fileName = 'calls.jsonl';

/**
 * Opens the append-only file of a data folder and reads what it holds. A last line without its line break was never acknowledged:
 * it is cut off. A damaged line anywhere else throws, because leaving it out would lose an acknowledged call.
 */
export function openJournal(folder: string): OpenedJournal {
  mkdirSync(folder, { recursive: true });
  const path = join(folder, fileName);
  const isNew = !existsSync(path);
  const handle = openSync(path, 'a+');
  const text = readFileSync(path, 'utf8');
  const end = text.lastIndexOf('\n') + 1;
  const torn = text.slice(end);
  let notice: string | null = null;
  if (torn !== '') {
    ftruncateSync(handle, Buffer.byteLength(text.slice(0, end)));
    notice = `Dropped a half-written last line (${Buffer.byteLength(torn)} bytes) of ${path}; it was never acknowledged.`;
  }
  const records = text
    .slice(0, end)
    .split('\n')
    .slice(0, -1)
    .map((line, index) => parseLine(line, index + 1, path));
  fsyncSync(handle);
  if (isNew) syncFolder(folder);
  return { journal: new FileJournal(handle), records, notice };
}

function parseLine(line: string, number: number, path: string): StoredRecord {
  try {
    return JSON.parse(line) as StoredRecord;
  } catch {
    throw new Error(`Line ${number} of ${path} is damaged; restore the file from a copy or start with an empty folder.`);
  }
}

/** A new file survives a crash only when its folder's entry does. */
function syncFolder(folder: string): void {
  const handle = openSync(folder, 'r');
  try {
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}

/** Appends in groups: whatever arrives while one group is being written shares the next write and its fdatasync. */
class FileJournal implements Journal {
  readonly #handle: number;
  #waiting: string[] = [];
  #tail: Promise<void> = Promise.resolve();
  #scheduled: Promise<void> | null = null;

  constructor(handle: number) {
    this.#handle = handle;
  }

  append(record: StoredRecord): Promise<void> {
    this.#waiting.push(`${JSON.stringify(record)}\n`);
    return this.flushed();
  }

  flushed(): Promise<void> {
    if (this.#waiting.length === 0) return this.#tail;
    if (this.#scheduled === null) {
      this.#scheduled = this.#tail.then(() => {
        this.#scheduled = null;
        const lines = this.#waiting;
        this.#waiting = [];
        return writeDurably(this.#handle, Buffer.from(lines.join('')));
      });
      this.#tail = this.#scheduled;
      // Whoever appended sees the failure; the chain itself must not count as unhandled.
      this.#tail.catch(() => undefined);
    }
    return this.#scheduled;
  }

  async close(): Promise<void> {
    await this.flushed().catch(() => undefined);
    closeSync(this.#handle);
  }
}

async function writeDurably(handle: number, bytes: Buffer): Promise<void> {
  let offset = 0;
  while (offset < bytes.length) offset += await writeSome(handle, bytes.subarray(offset));
  await new Promise<void>((resolve, reject) => fdatasync(handle, (error) => (error === null ? resolve() : reject(error))));
}

function writeSome(handle: number, bytes: Buffer): Promise<number> {
  return new Promise((resolve, reject) => write(handle, bytes, (error, written) => (error === null ? resolve(written) : reject(error))));
}
