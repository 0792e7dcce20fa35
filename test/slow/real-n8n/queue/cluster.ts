import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { findFreePort } from '../../../../tools/local-n8n/free-port.ts';
import type { InstalledN8n } from '../../../../tools/local-n8n/install.ts';
import { quietN8nEnvironment } from '../../../../tools/local-n8n/n8n-environment.ts';
import { installCommunityPackage } from '../../../../tools/local-n8n/node-package.ts';
import { startOwnedProcess, type OwnedProcess } from '../../../../tools/local-n8n/owned-process.ts';
import { startRealN8n, waitUntilReady, type RealN8n } from '../../../../tools/local-n8n/start-n8n.ts';
import { postgresDatabase, postgresUser, startPostgres } from './postgres.ts';
import { startRedis } from './redis.ts';

/** Executions one worker runs at the same time. */
export const workerConcurrency = 10;
/** n8n notices a dead worker when its lock runs out; its default is 60 s, shortened here so that the check does not wait for minutes. */
const lockDurationMs = 12_000;
const lockRenewTimeMs = 3_000;
const stalledIntervalMs = 5_000;

export interface QueueCluster {
  readonly main: RealN8n;
  readonly workers: readonly OwnedProcess[];
  stop(): Promise<void>;
}

/** Starts Redis, PostgreSQL, one n8n main process and `workerCount` workers, all on the loopback address, each with the packed node installed. */
export async function startQueueCluster(installed: InstalledN8n, folder: string, packageTarball: string, workerCount: number, concurrency = workerConcurrency): Promise<QueueCluster> {
  const started: { stop(): Promise<void> }[] = [];
  const stop = async (): Promise<void> => {
    for (const process of started.toReversed()) await process.stop();
  };
  try {
    const redisPort = await findFreePort();
    const postgresPort = await findFreePort();
    started.push(await startRedis(folder, redisPort));
    started.push(await startPostgres(folder, postgresPort));
    const queueEnv = queueEnvironment(redisPort, postgresPort);
    const main = await startRealN8n({ installed, userFolder: path.join(folder, 'main'), packageTarball, extraEnv: queueEnv });
    started.push(main);
    const workers: OwnedProcess[] = [];
    for (let number = 1; number <= workerCount; number += 1) {
      const worker = await startWorker(installed, { userFolder: path.join(folder, `worker-${number}`), packageTarball, queueEnv, concurrency, mainAddress: main.address });
      started.push(worker);
      workers.push(worker);
    }
    return { main, workers, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

function queueEnvironment(redisPort: number, postgresPort: number): NodeJS.ProcessEnv {
  return {
    EXECUTIONS_MODE: 'queue',
    OFFLOAD_MANUAL_EXECUTIONS_TO_WORKERS: 'true',
    QUEUE_BULL_REDIS_HOST: '127.0.0.1',
    QUEUE_BULL_REDIS_PORT: String(redisPort),
    QUEUE_WORKER_LOCK_DURATION: String(lockDurationMs),
    QUEUE_WORKER_LOCK_RENEW_TIME: String(lockRenewTimeMs),
    QUEUE_WORKER_STALLED_INTERVAL: String(stalledIntervalMs),
    QUEUE_HEALTH_CHECK_ACTIVE: 'true',
    N8N_WORKER_SERVER_ADDRESS: '127.0.0.1',
    DB_TYPE: 'postgresdb',
    DB_POSTGRESDB_HOST: '127.0.0.1',
    DB_POSTGRESDB_PORT: String(postgresPort),
    DB_POSTGRESDB_USER: postgresUser,
    DB_POSTGRESDB_DATABASE: postgresDatabase,
    DB_POSTGRESDB_POOL_SIZE: '5',
  };
}

interface WorkerOptions {
  readonly userFolder: string;
  readonly packageTarball: string;
  readonly queueEnv: NodeJS.ProcessEnv;
  readonly concurrency: number;
  /** Where executions that sleep are woken, whoever ran them. */
  readonly mainAddress: string;
}

async function startWorker(installed: InstalledN8n, { userFolder, packageTarball, queueEnv, concurrency, mainAddress }: WorkerOptions): Promise<OwnedProcess> {
  mkdirSync(userFolder, { recursive: true });
  await installCommunityPackage(userFolder, packageTarball);
  const healthPort = await findFreePort();
  const place = { userFolder, port: await findFreePort(), brokerPort: await findFreePort() };
  const worker = startOwnedProcess({
    name: path.basename(userFolder),
    command: installed.node,
    args: [installed.script, 'worker', `--concurrency=${concurrency}`],
    env: quietN8nEnvironment(place, { ...queueEnv, QUEUE_HEALTH_CHECK_PORT: String(healthPort), WEBHOOK_URL: `${mainAddress}/` }),
    logPath: path.join(userFolder, 'worker.log'),
  });
  try {
    await waitUntilReady(worker, `http://127.0.0.1:${healthPort}/healthz/readiness`);
    return worker;
  } catch (error) {
    await worker.stop();
    throw error;
  }
}
