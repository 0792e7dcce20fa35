export interface Heap {
  /** MB, before and after the collection. */
  readonly heapBeforeMb: number;
  readonly heapMb: number;
  /** What V8 holds for its heap after the collection, in use or not, MB. */
  readonly heapHeldMb: number;
  /** Buffers and the like, MB. */
  readonly externalMb: number;
}

interface Usage {
  readonly usedSize: number;
  readonly totalSize: number;
  readonly backingStorageSize: number;
}

/** Makes a Node process that listens for an inspector collect all its garbage, and tells what is left. */
export async function collectGarbage(port: number): Promise<Heap> {
  const targets = (await (await fetch(`http://127.0.0.1:${port}/json/list`)).json()) as { readonly webSocketDebuggerUrl: string }[];
  const socket = new WebSocket(targets[0]?.webSocketDebuggerUrl ?? '');
  await new Promise((resolve, reject) => {
    socket.addEventListener('open', resolve, { once: true });
    socket.addEventListener('error', reject, { once: true });
  });
  let id = 0;
  const ask = async (method: string): Promise<unknown> => {
    id += 1;
    const own = id;
    const answer = new Promise<unknown>((resolve) => {
      const listen = ({ data }: MessageEvent): void => {
        const message = JSON.parse(String(data)) as { readonly id?: number; readonly result?: unknown };
        if (message.id !== own) return;
        socket.removeEventListener('message', listen);
        resolve(message.result);
      };
      socket.addEventListener('message', listen);
    });
    socket.send(JSON.stringify({ id: own, method }));
    return await answer;
  };
  const before = (await ask('Runtime.getHeapUsage')) as Usage;
  // Twice: what finalizers let go of is collected by the second one.
  await ask('HeapProfiler.collectGarbage');
  await ask('HeapProfiler.collectGarbage');
  const after = (await ask('Runtime.getHeapUsage')) as Usage;
  socket.close();
  return { heapBeforeMb: toMb(before.usedSize), heapMb: toMb(after.usedSize), heapHeldMb: toMb(after.totalSize), externalMb: toMb(after.backingStorageSize) };
}

function toMb(bytes: number): number {
  return Math.round(bytes / 100_000) / 10;
}
