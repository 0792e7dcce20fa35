import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type AppDefinition, inputFieldsOf, visibleActions } from '../../hosts/zapier/publishing/definition.ts';
import { startZapierWithSandbox, type ZapierWithSandbox } from '../../hosts/zapier/zapier-with-sandbox.ts';

const guide = readFileSync(join(__dirname, '../../../docs/zapier.md'), 'utf8');

describe('the guide of the Zapier app', () => {
  let zapier: ZapierWithSandbox;
  let definition: AppDefinition;

  beforeAll(async () => {
    zapier = await startZapierWithSandbox({ sandbox: { timeScale: 0 } });
    definition = (await zapier.app.definition()) as AppDefinition;
  });
  afterAll(() => zapier.close());

  const section = (title: string): string => guide.split(/^## /m).find((part) => part.startsWith(title)) ?? '';

  it('lists every step that the app has, and no other', () => {
    const rows = section('What there is').split('\n').filter((line) => /^\| (action|trigger|search)/.test(line));
    const named = rows.flatMap((row) => [...(row.split('|')[1] ?? '').matchAll(/\*([^*]+)\*/g)].map(([, name = '']) => name)).toSorted();
    expect(named).toEqual(visibleActions(definition).map(({ action }) => action.display.label).toSorted());
  });

  it('tells the portions in which Zapier starts calls', () => {
    const text = guide.replaceAll(/\s+/g, ' ');
    const rateOf = (key: string): string => {
      const { limit, window } = definition.creates[key]?.operation.throttle ?? {};
      return `${String(limit)} in ${String(window)}`;
    };
    const [, calls, inCalls, waits, inWaits, attempts, inAttempts] =
      /at most (\d+) calls in (\d+) seconds on one connection \((\d+) steps \*Call and Wait\* in (\d+) seconds, (\d+) steps \*Try Call Again\* in (\d+)/.exec(text) ?? [];
    expect([`${calls} in ${inCalls}`, `${waits} in ${inWaits}`, `${attempts} in ${inAttempts}`]).toEqual(['initiate_call', 'call_and_wait', 'try_again'].map(rateOf));
    expect(text).toContain(`at most ${attempts} of these steps in ${inAttempts} seconds`);
  });

  it('names fields of the form where it lists those that are refused when their mapping found nothing', () => {
    const [, list = ''] = /field that protects somebody and [^:]*:([^.]*)\./.exec(guide.replaceAll(/\s+/g, ' ')) ?? [];
    const named = [...list.matchAll(/\*([^*]+)\*/g)].map(([, label = '']) => label.trim()).filter((label) => label !== '');
    const form = visibleActions(definition).filter(({ action }) => action.key === 'initiate_call').flatMap((one) => inputFieldsOf(one).map(({ label }) => label));
    expect(named.length).toBeGreaterThan(5);
    expect(named.filter((label) => !form.includes(label))).toEqual([]);
  });

  it('has links that lead to headings of its own', () => {
    const slugs = new Set([...guide.matchAll(/^#+ (.+)$/gm)].map(([, title = '']) => title.toLowerCase().replace(/[^\w\s-]/g, '').replace(/\s+/g, '-')));
    const links = [...guide.matchAll(/\]\(#([^)]+)\)/g)].map(([, slug = '']) => slug);
    expect(links.filter((slug) => !slugs.has(slug))).toEqual([]);
  });
});
