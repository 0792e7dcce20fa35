import process from 'node:process';

/** `simulate <topic> [options]`: each topic is a folder beside this file with a `run.ts`. */
const topics = ['sending', 'polling', 'retrying'] as const;

const [topic, ...options] = process.argv.slice(2);
if (topics.some((known) => known === topic)) {
  const { run } = (await import(`./${topic}/run.ts`)) as { run: (argv: string[]) => Promise<number> };
  process.exitCode = await run(options);
} else {
  const usage = `Usage: pnpm simulate <${topics.join(' | ')}> [options], or with --help for the options of one\n`;
  const isAsked = topic === '--help';
  (isAsked ? process.stdout : process.stderr).write(usage);
  if (!isAsked) process.exitCode = 2;
}
