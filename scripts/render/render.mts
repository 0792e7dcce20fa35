/**
 * Renders core's one description of each field into the literals that each host's linter and reviewers read.
 * `--check` writes nothing and ends with 1 when a committed file is stale (docs/decisions/0002-one-description-rendered.md).
 */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { connectionFields, initiateCallFields, paceFields, polling, searching, type Field, type Fields } from '../../packages/core/src/index.ts';
import { attemptRuleFields, besideApiKey, retryPolicyFields, longestGuardedPatienceMs } from '../../packages/core/src/testing.ts';
import * as n8nHints from '../../packages/n8n-node/nodes/IqraAi/field-hints.ts';
import * as zapierHints from '../../packages/zapier-app/src/field-hints.ts';
import { renderCallingHoursPage } from './calling-hours-page.mts';
import { renderErrorsPage } from './errors-page.mts';
import { renderFindingsPage } from './findings-page.mts';
import { toLiteral } from './to-literal.mts';
import { toN8nCollection, toN8nProperties, type DrawingHints } from './to-n8n-properties.mts';
import { toSnakeCase, toZapierFields } from './to-zapier-fields.mts';

const root = resolve(dirname(fileURLToPath(import.meta.url)), '../..');
const header = '// Rendered by scripts/render from the field descriptions in core. Do not edit: change those, then run `pnpm render`.\n';

/** What people need most at the top level, in the order of the form; everything else in one collection. */
function renderN8nForm(): string {
  const fields = Object.entries<Field>(initiateCallFields);
  const upFront = Object.fromEntries(fields.filter(([, field]) => field.upFront === true));
  const others = Object.fromEntries(fields.filter(([, field]) => field.upFront !== true));
  const properties = [
    ...toN8nProperties(inOrder(upFront, n8nHints.initiateCallOrder), n8nHints.initiateCallHints),
    toN8nCollection('options', 'Options', { ...others, ...paceFields }, n8nHints.initiateCallHints),
  ];
  return `${header}import type { INodeProperties } from 'n8n-workflow';\n\nexport const initiateCallProperties: INodeProperties[] = ${toLiteral(properties)};\n\n/** With a longer Keep Trying For, a lost answer stays unexplained. */\nexport const longestGuardedSeconds = ${longestGuardedPatienceMs / 1_000};\n`;
}

/** Fields with a place of their own first; the others keep theirs behind them. */
function inOrder(fields: Fields, names: readonly string[]): Fields {
  const placed = names.flatMap((name) => Object.entries(fields).filter(([known]) => known === name));
  return Object.fromEntries([...placed, ...Object.entries(fields)]);
}

/** Its rules are those of *Initiate*, whose rendered fields both hosts take by name. */
function renderN8nTryAgain(): string {
  const properties = toN8nProperties(retryPolicyFields, {});
  const names = Object.keys({ ...attemptRuleFields, ...paceFields });
  return `${header}import type { INodeProperties } from 'n8n-workflow';\n\nexport const retryPolicyProperties: INodeProperties[] = ${toLiteral(properties)};\n\n/** Of the properties of *Initiate*. */\nexport const attemptRuleNames: readonly string[] = ${toLiteral(names)};\n`;
}

function renderN8nCampaignCheck(): string {
  const properties = toN8nProperties(searching.checkCampaignFields, n8nHints.checkCampaignHints);
  return `${header}import type { INodeProperties } from 'n8n-workflow';\n\nexport const checkCampaignProperties: INodeProperties[] = ${toLiteral(properties)};\n`;
}

function renderN8nCallFilters(): string {
  const property = toN8nCollection('filters', 'Filters', searching.callFilterFields, n8nHints.callFilterHints);
  return `${header}import type { INodeProperties } from 'n8n-workflow';\n\nexport const callFiltersProperty: INodeProperties = ${toLiteral(property)};\n`;
}

function renderN8nTrigger(): string {
  const groupOf = ([name, { upFront }]: readonly [string, Field]): string => (upFront === true ? 'top' : n8nHints.triggerFilters.includes(name) ? 'filters' : 'options');
  const fields = (group: string): Fields => Object.fromEntries(Object.entries<Field>(polling.triggerFields).filter((entry) => groupOf(entry) === group));
  const properties = [
    ...toN8nProperties(fields('top'), n8nHints.triggerHints),
    toN8nCollection('filters', 'Filters', fields('filters'), n8nHints.triggerHints),
    toN8nCollection('options', 'Options', fields('options'), n8nHints.triggerHints),
  ];
  return `${header}import type { INodeProperties } from 'n8n-workflow';\n\nexport const endedCallProperties: INodeProperties[] = ${toLiteral(properties)};\n`;
}

function renderN8nCredential(): string {
  const properties = toN8nProperties(connectionFields, n8nHints.credentialHints);
  // n8n puts the key into requests by an expression, which can call nothing of ours.
  const cleaned = `$credentials.apiKey.replace(${besideApiKey.toString()}, "")`;
  return `${header}import type { INodeProperties } from 'n8n-workflow';\n\nexport const connectionProperties: INodeProperties[] = ${toLiteral(properties)};\n\n/** For an expression: the key as core cleans it. */\nexport const cleanedApiKey = ${toLiteral(cleaned)};\n`;
}

function renderZapierForm(): string {
  return `${header}export const initiateCallInputFields = ${toLiteral(toZapierFields(initiateCallFields, zapierHints.initiateCallHints))} as const;\n`;
}

function renderZapierTryAgain(): string {
  return `${header}export const retryPolicyInputFields = ${toLiteral(toZapierFields(retryPolicyFields, zapierHints.tryAgainHints))} as const;\n\n/** Of the fields of *Initiate*. */\nexport const attemptRuleKeys: readonly string[] = ${toLiteral(Object.keys(attemptRuleFields).map(toSnakeCase))};\n`;
}

function renderZapierTriggers(): string {
  return `${header}export const endedCallInputFields = ${toLiteral(toZapierFields(polling.triggerFields, zapierHints.triggerHints))} as const;\n`;
}

function renderZapierSearches(): string {
  const drawn = (name: string, fields: Fields, hints: DrawingHints = zapierHints.searchHints): string =>
    `export const ${name} = ${toLiteral(toZapierFields(fields, hints))} as const;\n`;
  // The search that asks for the check finds the campaign by its name.
  const { campaignId: _searched, ...asked } = searching.checkCampaignFields;
  return [
    `${header}${drawn('findCallInputFields', searching.findCallFields)}`,
    drawn('findCallsInputFields', searching.findCallsFields),
    drawn('findConversationInputFields', searching.findConversationFields),
    drawn('checkCampaignInputFields', asked, zapierHints.checkCampaignHints),
  ].join('\n');
}

function renderZapierAuthentication(): string {
  return `${header}export const connectionInputFields = ${toLiteral(toZapierFields(connectionFields, zapierHints.authenticationHints))} as const;\n`;
}

const outputs: readonly (readonly [path: string, text: string])[] = [
  ['packages/n8n-node/nodes/IqraAi/generated/initiate-call.properties.ts', renderN8nForm()],
  ['packages/n8n-node/nodes/IqraAi/generated/try-again.properties.ts', renderN8nTryAgain()],
  ['packages/n8n-node/nodes/IqraAi/generated/check-campaign.properties.ts', renderN8nCampaignCheck()],
  ['packages/n8n-node/nodes/IqraAi/generated/call-filters.properties.ts', renderN8nCallFilters()],
  ['packages/n8n-node/nodes/IqraAiTrigger/generated/ended-call.properties.ts', renderN8nTrigger()],
  ['packages/n8n-node/credentials/generated/connection.properties.ts', renderN8nCredential()],
  ['packages/zapier-app/src/generated/initiate-call.fields.ts', renderZapierForm()],
  ['packages/zapier-app/src/generated/try-again.fields.ts', renderZapierTryAgain()],
  ['packages/zapier-app/src/generated/connection.fields.ts', renderZapierAuthentication()],
  ['packages/zapier-app/src/generated/trigger.fields.ts', renderZapierTriggers()],
  ['packages/zapier-app/src/generated/search.fields.ts', renderZapierSearches()],
  ['docs/errors.md', renderErrorsPage()],
  ['docs/campaigns.md', renderFindingsPage(readFileSync(resolve(root, 'docs/campaigns.md'), 'utf8'))],
  ['docs/calling-hours.md', renderCallingHoursPage(readFileSync(resolve(root, 'docs/calling-hours.md'), 'utf8'))],
];

const checkOnly = process.argv.includes('--check');
let stale = 0;
for (const [path, text] of outputs) {
  const file = resolve(root, path);
  if (existsSync(file) && readFileSync(file, 'utf8') === text) continue;
  stale += 1;
  if (checkOnly) {
    process.stdout.write(`stale: ${path} (run pnpm render)\n`);
    continue;
  }
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
  process.stdout.write(`rendered ${path}\n`);
}
process.exitCode = checkOnly && stale > 0 ? 1 : 0;
