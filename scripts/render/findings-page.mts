import { findingRows, showTemplate } from '../../packages/core/src/testing.ts';

const start = '<!-- Rendered by scripts/render from the findings in core. -->';
const end = '<!-- End of what is rendered. -->';

/** The page with the table of what a check of a campaign can find; everything else on it stays as it is. */
export function renderFindingsPage(page: string): string {
  const [before, after] = [page.indexOf(start), page.indexOf(end)];
  if (before < 0 || after < before) throw new Error('docs/campaigns.md has lost the two comments around its table.');
  const rows = Object.entries(findingRows).map(
    ([code, { severity, sentence, nextStep }]) => `| \`${code}\` | ${severity} | ${showTemplate(sentence)} | ${nextStep} |`,
  );
  const table = ['| code | | what goes wrong | what to do |', '| --- | --- | --- | --- |', ...rows];
  return `${page.slice(0, before)}${start}\n${table.join('\n')}\n${page.slice(after)}`;
}
