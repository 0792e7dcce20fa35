import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { readTimeZone } from '@iqra-automation/core';
import { readCallingRule, callingHoursPresets, ownErrors, parseCallTime, type CallingHoursPreset } from '@iqra-automation/core/testing';

const guide = readFileSync(resolve(__dirname, '../../../../docs/calling-hours.md'), 'utf8');
const rows = guide
  .split('\n')
  .filter((line) => /^\| `[a-z_]+` \|/.test(line))
  .map((line) => line.split('|').map((cell) => cell.trim().replaceAll('`', '')));

test('the guide lists the hours that can be chosen, with what they are in the code', () => {
  const presets: readonly (readonly [string, CallingHoursPreset])[] = Object.entries(callingHoursPresets);
  expect(rows.map(([, id, , , holidays, , , grade]) => [id, holidays?.startsWith('closed'), grade])).toEqual(
    presets.map(([id, preset]) => [id, preset.holidays !== undefined, preset.grade]),
  );
  for (const [, id = '', , hours = ''] of rows) {
    expect(readCallingRule({ callingHours: id }, [])?.description).toContain(`(${hours}${callingHoursDescriptionEnd(id)})`);
  }
});

function callingHoursDescriptionEnd(id: string): string {
  const presets: Readonly<Record<string, CallingHoursPreset>> = callingHoursPresets;
  return presets[id]?.holidays === undefined ? '' : '; closed on public holidays';
}

test('the custom hours that the guide shows can be read as they stand', () => {
  const examples = /```\n([^`]+)```/.exec(guide)?.[1]?.trim().split('\n') ?? [];
  expect(examples).toHaveLength(6);
  for (const customHours of examples) expect(readCallingRule({ callingHours: 'custom', customHours }, [])).not.toBeNull();
});

test('every time that the guide shows as read is read, and what it shows as refused is refused', () => {
  const section = guide.slice(guide.indexOf('## Scheduled Time'), guide.indexOf('## Messages'));
  const shown = [...section.matchAll(/`([^`\n]+)`/g)].map(([, text = '']) => text).filter((text) => /\d{4}/.test(text));
  expect(shown).toHaveLength(8);
  for (const text of shown) expect([text, parseCallTime(text, ['Europe/Paris']).ok]).toEqual([text, !['05/01/2027 09:00', '2026-11-24 09:00-10:00'].includes(text)]);
});

test('every zone that the guide shows is taken or refused as it says', () => {
  for (const name of ['Australia/Sydney', 'UTC', 'us_slash_eastern', 'Eastern Standard Time', 'Pacific Time (US & Canada)']) {
    expect(guide).toContain(name);
    expect(readTimeZone(name)).toMatchObject({ ok: true });
  }
  for (const name of ['+04:00', 'Etc/GMT-5', 'SystemV/EST5', 'EST', 'BST', 'IST']) {
    expect(guide).toContain(`\`${name}\``);
    expect(readTimeZone(name).ok).toBe(false);
  }
});

test('the guide explains every code that the hours give', () => {
  const part = ownErrors.find(({ title }) => title === 'Calling hours and times');
  const codes = Object.entries(part?.rows ?? {}).map(([name, { code = name }]) => code);
  expect(codes.length).toBeGreaterThan(10);
  expect(codes.filter((code) => !guide.includes(`\`${code}\``))).toEqual([]);
});
