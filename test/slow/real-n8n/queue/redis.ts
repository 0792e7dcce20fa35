import { findProgram, type NeededProgram } from '../debian-packages.ts';
import { startOwnedProcess, type OwnedProcess } from '../../../../tools/local-n8n/owned-process.ts';
import { waitUntil } from '../../../../tools/local-n8n/wait-until.ts';
import { connect } from 'node:net';
import path from 'node:path';

const readyTimeoutMs = 20_000;

export const redisProgram: NeededProgram = { debianPackage: 'redis-server', find: () => findProgram('redis-server') };

/** Starts a Redis of its own that keeps nothing on disk, on the loopback address. */
export async function startRedis(folder: string, port: number): Promise<OwnedProcess> {
  const redis = startOwnedProcess({
    name: 'Redis',
    command: redisProgram.find() ?? 'redis-server',
    args: ['--port', String(port), '--bind', '127.0.0.1', '--save', '', '--appendonly', 'no', '--dir', folder],
    env: process.env,
    cwd: folder,
    logPath: path.join(folder, 'redis.log'),
  });
  await waitUntil('Redis to answer', readyTimeoutMs, () => answersPing(port));
  return redis;
}

function answersPing(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1', () => socket.write('PING\r\n'));
    socket.once('data', (answer) => {
      socket.destroy();
      resolve(answer.toString().startsWith('+PONG'));
    });
    socket.once('error', () => resolve(false));
  });
}
