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
    const { throttle } = definition.creates['initiate_call']?.operation ?? {};
    expect(throttle).toEqual({ window: 20, limit: 6, scope: ['auth'], retry: true });
    expect(section('Many leads at once')).toContain('at most 6 calls in 20 seconds');
  });

  it('names the fields that are refused when their mapping found nothing', () => {
    const labels = visibleActions(definition).filter(({ kind }) => kind === 'creates').flatMap((named) => inputFieldsOf(named).map(({ label }) => label));
    for (const label of ['Event Key', 'Do Not Call', 'Calling Hours', 'Extra Holidays', 'Scheduled Time', 'Recipient Time Zone', 'Variables', 'Metadata']) {
      expect(labels).toContain(label);
      expect(guide).toContain(label);
    }
  });

  it('has links that lead to headings of its own', () => {
    const slugs = new Set([...guide.matchAll(/^#+ (.+)$/gm)].map(([, title = '']) => title.toLowerCase().replace(/[^\w\s-]/g, '').replace(/\s+/g, '-')));
    const links = [...guide.matchAll(/\]\(#([^)]+)\)/g)].map(([, slug = '']) => slug);
    expect(links.filter((slug) => !slugs.has(slug))).toEqual([]);
  });
});
