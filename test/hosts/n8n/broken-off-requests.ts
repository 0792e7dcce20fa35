import { Socket } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';

/** Of the requests of a package that is to be forgotten. */
const unfinishedRequest = /TCP|Req/;
const mostRounds = 50;

/**
 * Ends the connections of this process, and those that whoever asked opens anew because of that. Pauses of a package that is forgotten
 * end without effect. Returns whether nothing more is asked.
 */
export async function breakRequestsOff(): Promise<boolean> {
  for (let round = 0; round < mostRounds; round += 1) {
    if (!process.getActiveResourcesInfo().some((name) => unfinishedRequest.test(name))) return true;
    for (const connection of openConnections()) connection.destroy();
    await pause(1);
  }
  return false;
}

/** Standard output and the channel to the parent have no address. */
function openConnections(): readonly Socket[] {
  const activeHandles = Reflect.get(process, '_getActiveHandles') as () => readonly unknown[];
  return activeHandles.call(process).filter((handle) => handle instanceof Socket).filter((socket) => socket.connecting || socket.remoteAddress !== undefined);
}
