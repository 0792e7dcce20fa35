import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { DeduplicationItemTypes, ICheckProcessedContextData, IDataDeduplicator } from 'n8n-workflow';
import { n8nCore } from './n8n-modules.ts';

let folder: string | null = null;
let isKnownToN8n = false;

/**
 * n8n's store of processed values, as all processes of one n8n share it: a list for each node, which is read, and then written back as a
 * whole (n8n 2.41.1, DeduplicationHelper). `null` = there is none, as in the engine by itself.
 */
export async function shareValues(sharedFolder: string | null): Promise<void> {
  folder = sharedFolder;
  if (folder === null || isKnownToN8n) return;
  isKnownToN8n = true;
  await n8nCore.DataDeduplicationService.init(values);
}

const values: IDataDeduplicator = {
  checkProcessedAndRecord: async (items, _scope, context) => {
    const known = await read(context);
    const isNew = (item: DeduplicationItemTypes): boolean => !known.includes(String(item));
    await write(context, [...known, ...items.filter(isNew).map(String)]);
    return { new: items.filter(isNew), processed: items.filter((item) => !isNew(item)) };
  },
  removeProcessed: async (items, _scope, context) => {
    const known = await read(context);
    await write(context, known.filter((value) => !items.map(String).includes(value)));
  },
  clearAllProcessedItems: (_scope, context) => write(context, []),
  getProcessedDataCount: async (_scope, context) => (await read(context)).length,
};

/** The way to the database and back. */
const tripMs = 2;
const trip = (): Promise<void> => new Promise((resolve) => void setTimeout(resolve, tripMs));

function fileOf({ workflow, node }: ICheckProcessedContextData): string {
  if (folder === null) throw new Error('This n8n has no store of processed values.');
  return join(folder, `${workflow.id ?? ''} ${node?.name ?? ''}.json`);
}

async function read(context: ICheckProcessedContextData): Promise<readonly string[]> {
  await trip();
  const text = await readFile(fileOf(context), 'utf8').catch(() => '');
  return text === '' ? [] : (JSON.parse(text) as readonly string[]);
}

async function write(context: ICheckProcessedContextData, list: readonly string[]): Promise<void> {
  await trip();
  const file = fileOf(context);
  await mkdir(join(file, '..'), { recursive: true });
  // As one row of a database, nobody sees it half written.
  const written = `${file}.${process.pid}`;
  await writeFile(written, JSON.stringify(list));
  await rename(written, file);
}
