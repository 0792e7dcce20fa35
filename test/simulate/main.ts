import process from 'node:process';

/** `simulate <topic> [options]`: each topic is a folder beside this file with a `run.ts`. */
const topics = ['sending', 'polling', 'retrying'] as const;

const [topic, ...options] = process.argv.slice(2);
if (topics.some((known) => known === topic)) {
  const { run } = (await import(`./${topic}/run.ts`)) as { run: (argv: string[]) => Promise<number> };
  process.exitCode = await run(options);
} else {
  console.error(`Usage: simulate <${topics.join(' | ')}> [options]`);
  process.exitCode = 2;
}
