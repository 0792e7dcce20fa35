import { readFileSync } from 'node:fs';
import { campaignIds } from '../../../packages/sandbox/src/seed.ts';
import type { CacheEntry } from '../../hosts/zapier/key-value-cache.ts';
import type { Values } from '../../hosts/zapier/zapier-app.ts';
import { startZapierWithSandbox, type ZapierWithSandbox } from '../../hosts/zapier/zapier-with-sandbox.ts';
import { projectRoot } from '../contract/source-tree.ts';

const secondsIn: Readonly<Record<string, number>> = { minutes: 60, hours: 3600, days: 24 * 3600 };

/** The table of docs/security.md, by the start of the key. */
function documented(): ReadonlyMap<string, { readonly forApp: boolean; readonly seconds: number }> {
  const [, section = ''] = readFileSync(`${projectRoot}/docs/security.md`, 'utf8').split("## What Zapier's cache keeps");
  const [table = ''] = section.split('\n## ');
  const rows = [...table.matchAll(/^\| `([^`]+)`[^|]*\| ([^|]*)\|[^|]*\| ([^|]*)\|$/gm)];
  return new Map(
    rows.map(([, key = '', owner = '', kept = '']) => {
      const [, amount, unit = ''] = /(\d+|three) (minutes|hours|days)/.exec(kept) ?? [];
      return [key, { forApp: owner.startsWith('all connections'), seconds: (amount === 'three' ? 3 : Number(amount)) * (secondsIn[unit] ?? Number.NaN) }] as const;
    }),
  );
}

/** A lease is told of as "about". */
function roundedSeconds({ key, ttlSeconds }: CacheEntry): number | null {
  return key.startsWith('lease:') && ttlSeconds !== null ? Math.round(ttlSeconds / 60) * 60 : ttlSeconds;
}

describe("what stands in Zapier's cache", () => {
  let zapier: ZapierWithSandbox;
  let kept: readonly CacheEntry[];
  const recipient = '+14155550101';

  beforeAll(async () => {
    zapier = await startZapierWithSandbox({ sandbox: { timeScale: 0 } });
    const { app, sandbox } = zapier;
    await app.pollTrigger('campaign_list', {});
    await app.create('initiate_call', { recipient_number: recipient, campaign_id: campaignIds.reminders, 'variable__customer_name': 'Amina', event_key: 'deal-1', calling_hours: 'off' });
    await sandbox.advanceUntilSettled();
    // What one poll has read, the next one gives as pointers.
    await app.pollTrigger('call_completed', { campaigns: ['Appointment reminders'] });
    const polled = await app.pollTrigger('call_completed', { campaigns: ['Appointment reminders'] });
    const [row] = polled.status === 'success' ? (polled.results as readonly Values[]) : [];
    await app.hydrate(String(row?.['transcript']));
    kept = app.services.cache.entries();
  });
  afterAll(() => zapier.close());

  const startOf = ({ key }: CacheEntry): string => /(?:^| )((?:[a-z]+:|campaign names))/.exec(key)?.[1] ?? key;

  it('is what the page about stored data lists, for whom and how long it says', () => {
    const page = documented();
    expect(new Set(kept.map(startOf))).toEqual(new Set(page.keys()));
    const told = kept.map((entry) => ({ key: entry.key, ...page.get(startOf(entry)) }));
    expect(told).toEqual(kept.map((entry) => ({ key: entry.key, forApp: entry.key.startsWith(startOf(entry)), seconds: roundedSeconds(entry) })));
  });

  it('holds no number of a person', () => {
    const others = kept.filter((entry) => startOf(entry) !== 'said:').map(({ key, value }) => `${key} ${value}`);
    expect(others.filter((text) => text.includes(recipient.slice(1)))).toEqual([]);
  });
});
