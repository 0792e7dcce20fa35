import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { readCallingRule } from '@iqra-automation/core';
import { callingHoursPresets, type CallingHoursPreset } from '@iqra-automation/core/testing';

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
  expect(examples).toHaveLength(4);
  for (const customHours of examples) expect(readCallingRule({ callingHours: 'custom', customHours }, [])).not.toBeNull();
});
