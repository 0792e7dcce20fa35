import { spawn, type ChildProcess } from 'node:child_process';
import { writeFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

const root = resolve(__dirname, '../..');

interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs the demonstration as `pnpm start` does; `whileRunning` sees its output as it grows. */
function start(args: readonly string[], whileRunning: (output: string, child: ChildProcess) => void = () => undefined): Promise<Ended> {
  return new Promise((done) => {
    const child = spawn(process.execPath, ['tools/demonstration/start.ts', ...args], { cwd: root, env: { ...process.env, DEBUG: '', NO_COLOR: '1' } });
    let stdout = '';
    let stderr = '';
    child.stdout.on('data', (chunk: Buffer) => {
      stdout += chunk.toString('utf8');
      whileRunning(stdout, child);
    });
    child.stderr.on('data', (chunk: Buffer) => (stderr += chunk.toString('utf8')));
    child.once('exit', (code) => done({ code, stdout, stderr }));
  });
}

interface HostJson {
  readonly leads: number;
  readonly placed: number;
  readonly refused: readonly { readonly row: number; readonly code: string; readonly message: string }[];
  readonly ended: readonly { readonly queueId: string; readonly recipient: string; readonly outcome: string }[];
}

describe('the demonstration', () => {
  test('accounts for every lead in both hosts, and prints one JSON object', async () => {
    const { code, stdout, stderr } = await start(['--json']);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    const report = JSON.parse(stdout) as { hosts: Record<'n8n' | 'zapier', HostJson>; sandbox: { dials: number; dialledTwice: number } };
    for (const host of Object.values(report.hosts)) {
      expect(host.leads).toBeGreaterThanOrEqual(30);
      expect(host.placed + host.refused.length).toBe(host.leads);
      expect(host.ended).toHaveLength(host.placed);
      expect(new Set(host.ended.map((call) => call.queueId)).size).toBe(host.placed);
      for (const refused of host.refused) expect(refused.message).toMatch(/\w.*[.!\]]$|\w.*\)$/);
      for (const call of host.ended) expect(call.recipient).toMatch(/^\+\d{1,3}•+\d{2}$/);
    }
    expect(report.sandbox.dials).toBeGreaterThan(30);
    expect(report.sandbox.dialledTwice).toBe(0);
  });

  test.each([
    ['a file that is not there', ['--leads', 'nowhere.csv'], /Cannot read .*nowhere\.csv\. Give the path of a CSV file after --leads\./],
    ['an option that does not exist', ['--fast'], /Unknown option '--fast'/],
  ])('%s ends with one sentence and no stack', async (_name, args, sentence) => {
    const { code, stderr } = await start(args);
    expect(code).toBe(1);
    expect(stderr).toMatch(sentence);
    expect(stderr).not.toMatch(/\n\s+at /);
  });

  test('a CSV without the needed columns says which', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'iqra-leads-'));
    const file = join(folder, 'leads.csv');
    writeFileSync(file, 'id,tel\n1,+14155552671\n');
    const { code, stderr } = await start(['--leads', file]);
    rmSync(folder, { recursive: true });
    expect(code).toBe(1);
    expect(stderr).toContain('has no column lead_id, name, phone, country');
  });

  test('a sandbox killed in the middle ends with one sentence, and nothing keeps running', async () => {
    let killed = false;
    const { code, stderr } = await start([], (output, child) => {
      if (killed || !output.includes('Run the leads through n8n')) return;
      killed = true;
      killSandboxOf(child);
    });
    expect(killed).toBe(true);
    expect(code).toBe(1);
    expect(stderr.trim()).toMatch(/[.]$/);
    expect(stderr).not.toMatch(/\n\s+at /);
  });
});

/** The sandbox is the demonstration's child that runs its main file. */
function killSandboxOf(child: ChildProcess): void {
  const list = spawn('ps', ['-o', 'pid=,args=', '--ppid', String(child.pid)]);
  list.stdout.on('data', (chunk: Buffer) => {
    const line = chunk.toString('utf8').split('\n').find((one) => one.includes('packages/sandbox/src/main.ts'));
    if (line !== undefined) process.kill(Number.parseInt(line, 10), 'SIGKILL');
  });
}
