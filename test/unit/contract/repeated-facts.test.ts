import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { initiateCallFields } from '@iqra-automation/core';
import { retryPolicyFields } from '@iqra-automation/core/testing';
import { projectRoot } from './source-tree.ts';

/** Facts that more than one document tells, each held to where it comes from. */

function read(path: string): string {
  return readFileSync(join(projectRoot, path), 'utf8');
}

/** The cells of a table's rows whose first cell begins so. */
function rows(path: string, start: string): readonly (readonly string[])[] {
  const found = [...read(path).matchAll(/^\|(.*)\|$/gm)].map(([, row = '']) => row.split('|').map((cell) => cell.trim()));
  return found.filter(([first = '']) => first.startsWith(start));
}

const spelled = (value: number): string => value.toLocaleString('en-US');
const number = (cell: string | undefined): number => Number((cell ?? '').replaceAll(',', ''));

describe('fields that stop a call when their mapping finds nothing', () => {
  const labelsOf = (fields: object): readonly string[] =>
    Object.values(fields as Readonly<Record<string, { readonly label: string; readonly refuseBlank?: boolean }>>).filter(({ refuseBlank }) => refuseBlank === true).map(({ label }) => label);

  test.each(['docs/n8n.md', 'docs/zapier.md', 'packages/n8n-node/README.md'])('are all named in %s', (path) => {
    const [, list = ''] = /field that protects somebody and [^:]*:([^.]*)\./.exec(read(path).replaceAll(/\s+/g, ' ')) ?? [];
    const named = [...list.matchAll(/\*([^*]+)\*/g)].map(([, label]) => label);
    expect(new Set(named)).toEqual(new Set(['Event Key', ...labelsOf(initiateCallFields)]));
  });

  test('of the policy of Try Again too', () => {
    const [, list = ''] = /judged anew for each attempt\. ([^.]*) mapped to nothing/.exec(read('docs/n8n.md').replaceAll(/\s+/g, ' ')) ?? [];
    expect([...list.matchAll(/\*([^*]+)\*/g)].map(([, label]) => label)).toEqual(labelsOf(retryPolicyFields));
  });
});

describe('figures in the README are those of the pages', () => {
  const readme = read('README.md');

  test('people dialled twice, by the table of the simulation', () => {
    const [all = '', long = ''] = ['## Measured', 'pnpm simulate sending --events 200000'].map((from) => read('docs/once-only.md').split(from)[1] ?? '');
    const twice = (section: string, policy: RegExp): readonly number[] =>
      [...section.matchAll(/^\| ([^|]+)\|[^|]+\| +([\d.,]+) +\|/gm)].filter(([, name = '']) => policy.test(name)).map(([, , cell]) => number(cell));
    const range = (figures: readonly number[]): string => `${spelled(Math.min(...figures))} to ${spelled(Math.max(...figures))}`;
    expect(twice(long, /^lease, waits/)).toEqual(Array.from({ length: 7 }, () => 0));
    expect(readme).toContain(`0 called twice and 0 lost in ${spelled(7 * 200_000)} simulated events`);
    expect(twice(all, /^no lease, one process/)).toEqual(Array.from({ length: 7 }, () => 0));
    expect(readme).toContain(`in one n8n process 0 of ${spelled(7 * 10_000)}`);
    expect(readme).toContain(`with the look-up alone ${range(twice(all, /^no lease, (?:waits|does not)/))} per 100,000`);
    expect(readme).toContain(`three plain tries give ${range(twice(all, /^plain request/))}`);
  });

  test('leads rung, by the printout of the proof', () => {
    const proof = read('docs/benchmarks.md');
    const both = (name: string): readonly number[] => (new RegExp(`^${name} +(\\d+) +(\\d+)$`, 'm').exec(proof) ?? []).slice(1).map(Number);
    const sum = (name: string): number => both(name).reduce((total, one) => total + one, 0);
    expect(readme).toContain(`${String(sum('dialled outside'))} rung outside their hours among ${spelled(sum('leads'))} leads of ${String(both('countries')[0])} countries`);
    expect(readme).toContain(`(${spelled(sum('dialled'))} rung)`);
  });

  test('calls that n8n told, by the long run of the simulation', () => {
    const [, command = '', outbound, inbound] = /`(pnpm simulate polling --calls 200000 [^`]+)`: 0 of all these in ([\d,]+) outbound and ([\d,]+) inbound/.exec(read('docs/ended-calls.md')) ?? [];
    expect(readme).toContain(`0 without their words in ${outbound ?? ''} outbound and ${inbound ?? ''} inbound calls`);
    expect(readme).toContain(`\`${command}\``);
  });

  test('calls that Zapier missed, by the table of all triggers', () => {
    const [, expected, missed] = rows('docs/ended-calls.md', 'Zapier, position in the cache')[0] ?? [];
    expect(readme).toContain(`of ${expected ?? ''} calls ${((100 * number(missed)) / number(expected)).toFixed(2)} % (${missed ?? ''}) missed at polls of 5 minutes`);
    expect(readme).toContain(`of ${expected ?? ''} calls ${missed ?? ''} were missed at polls of 5 minutes`);
  });

  test('answers of the server, in all pages', () => {
    const told = ['README.md', 'docs/sandbox.md', 'docs/api-facts.md', 'docs/decisions/0060-sandbox-judged-by-recordings.md'].map((path) => /([\d,]+)(?: of its answers recorded| recorded (?:ones|answers))/.exec(read(path))?.[1]);
    expect(new Set(told)).toEqual(new Set([told[0] ?? 'none']));
  });
});
