import { callingHoursPresets, describeDefaultHours, describeHours, usStateHours, type CallingHoursPreset } from '../../packages/core/src/testing.ts';

const start = '<!-- Rendered by scripts/render from the presets in core. -->';
const end = '<!-- End of what is rendered. -->';

/** The page with the tables of presets and states as core has them; everything else on it stays as it is. */
export function renderCallingHoursPage(page: string): string {
  const [before, after] = [page.indexOf(start), page.indexOf(end)];
  if (before < 0 || after < before) throw new Error('docs/calling-hours.md has lost the two comments around its table.');
  return `${page.slice(0, before)}${start}\n${table()}\n${page.slice(after)}`;
}

function table(): string {
  const presets: readonly (readonly [string, CallingHoursPreset])[] = Object.entries(callingHoursPresets);
  return [
    '| Value | Country | Hours, local time | Public holidays | Source | Looked at | Grade |',
    '| --- | --- | --- | --- | --- | --- | --- |',
    ...presets.map(([id, preset]) => row(id, preset)),
    '',
    `${describeDefaultHours()} is what *Recipient's country* takes for every other number.`,
    '',
    "In these states *Recipient's country* keeps narrower hours than the federal ones. They cannot be chosen by themselves:",
    '',
    '| State | Hours, local time | Public holidays | Source | Looked at | Grade |',
    '| --- | --- | --- | --- | --- | --- |',
    ...Object.entries(usStateHours).map(([state, { label, weekly, holidays, source, checkedOn, grade }]) =>
      `| ${label.replace('United States, ', '')} (${state}) | ${describeHours(weekly)} | ${holidays === undefined ? 'open' : 'closed'} | ${source} | ${checkedOn} | ${grade} |`),
  ].join('\n');
}

function row(id: string, preset: CallingHoursPreset): string {
  const { label, weekly, holidays, source, checkedOn, grade } = preset;
  const shortDays = Object.keys(preset.shortDays ?? {});
  const closed = [
    holidays === undefined ? 'open' : 'closed',
    ...(preset.eveWindows === undefined ? [] : ['narrower on the day before']),
    ...(shortDays.length === 0 ? [] : [`shorter on ${shortDays.join(', ')}`]),
  ];
  return `| \`${id}\` | ${label} | ${describeHours(weekly)} | ${closed.join('; ')} | ${source} | ${checkedOn} | ${grade} |`;
}
