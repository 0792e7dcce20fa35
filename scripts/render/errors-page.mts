import { n8nErrors } from '../../packages/n8n-node/nodes/connection/n8n-errors.ts';
import { zapierErrors } from '../../packages/zapier-app/src/zapier-errors.ts';
import { catalogue, ownErrors, showTemplate, type CatalogueRow, type OwnErrorRow } from '../../packages/core/src/testing.ts';

const placementWords = { not_placed: 'not placed', placed: '**placed**', unknown: '**unknown**' } as const;

/** The page of all errors, for users: what happened, what to do, and what is known about the call. */
export function renderErrorsPage(): string {
  const byCode = new Map<string, CatalogueRow[]>();
  for (const row of catalogue) byCode.set(row.code, [...(byCode.get(row.code) ?? []), row]);
  return [
    '<!-- Rendered by scripts/render from the catalogue in core. Do not edit: change that, then run `pnpm render`. -->',
    '# Errors',
    '',
    'Every failure says what happened, what to do next, and what is known about the call: *not placed*, *placed* or *unknown*.',
    "Phone numbers and keys in errors are masked. What is called connection here, n8n's texts call credential. Refusals of phone numbers are explained in [phone numbers](phone-numbers.md);",
    '[decision 0071](decisions/0071-house-one-table-of-errors.md) says where these sentences come from.',
    '',
    ...[...ownErrors, n8nErrors, zapierErrors].flatMap(({ title, rows }) => [
      `## ${title}`,
      '',
      '| code | what happened | what to do | the call is |',
      '| --- | --- | --- | --- |',
      ...Object.entries(rows).map(renderOwnRow),
      '',
    ]),
    '## What the server answers',
    '',
    '| code | what happened | what to do | the call is | end of the code on the server |',
    '| --- | --- | --- | --- | --- |',
    ...[...byCode].sort(([a], [b]) => a.localeCompare(b)).flatMap(([code, rows]) => renderRows(code, rows)),
    '',
  ].join('\n');
}

/** A value of the case at hand is shown by its name. */
function renderOwnRow([name, { code = name, about, sentence, nextStep, placement = 'not_placed' }]: readonly [string, OwnErrorRow]): string {
  return `| \`${code}\` | ${showTemplate(about ?? sentence)} | ${showTemplate(nextStep)} | ${placementWords[placement]} |`;
}

/** Codes of the server that mean the same to a person share a line. */
function renderRows(code: string, rows: readonly CatalogueRow[]): readonly string[] {
  const meanings = new Map<string, CatalogueRow[]>();
  for (const row of rows) {
    const meaning = `${row.sentence}|${row.nextStep}|${row.placement}`;
    meanings.set(meaning, [...(meanings.get(meaning) ?? []), row]);
  }
  return [...meanings.values()].map((same) => {
    const [first] = same;
    if (first === undefined) return '';
    const matches = same.map((row) => `\`${row.match}\``).join(', ');
    return `| \`${code}\` | ${first.sentence} | ${first.nextStep} | ${placementWords[first.placement]} | ${matches} |`;
  });
}
