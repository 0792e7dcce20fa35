import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type ActionDefinition, type AppDefinition, type FieldDefinition, visibleActions } from '../../hosts/zapier/publishing/definition.ts';
import { startZapierWithSandbox, type ZapierWithSandbox } from '../../hosts/zapier/zapier-with-sandbox.ts';
import { seedCampaigns } from '../../../packages/sandbox/src/seed/campaigns.ts';

const folder = join(__dirname, '../../../examples/zapier');
const pages = globSync('*.md', { cwd: folder }).filter((file) => file !== 'README.md').toSorted();

/** A step of a Zap that is ours: its number in the list, and its name. */
interface OurStep {
  readonly number: string;
  readonly name: string;
}

/** The Zaps of a page; most pages hold two. */
function zapsOf(page: string): readonly string[] {
  return readFileSync(join(folder, page), 'utf8').split(/^## /m);
}

function ourStepsOf(zap: string): readonly OurStep[] {
  return [...zap.matchAll(/^(\d+)\. \*\*Iqra AI: ([^*]+)\*\*/gm)].map(([, number = '', name = '']) => ({ number, name }));
}

const fieldsOf = (fields: ActionDefinition['operation']['inputFields']): readonly FieldDefinition[] =>
  (fields ?? []).filter((field): field is FieldDefinition => typeof field !== 'string');

/** `customer_name` is drawn as *Customer Name*. */
const toTitle = (key: string): string => key.split('_').map((word) => word.charAt(0).toUpperCase() + word.slice(1)).join(' ');

describe('pages of Zaps to copy', () => {
  let zapier: ZapierWithSandbox;
  let steps: ReadonlyMap<string, ActionDefinition>;

  beforeAll(async () => {
    zapier = await startZapierWithSandbox({ sandbox: { timeScale: 0 } });
    const definition = (await zapier.app.definition()) as AppDefinition;
    steps = new Map(visibleActions(definition).map(({ action }) => [action.display.label, action]));
  });
  afterAll(() => zapier.close());

  it('are there, and name the steps that the app has', () => {
    expect(pages.length).toBeGreaterThanOrEqual(5);
    const named = pages.flatMap((page) => zapsOf(page).flatMap(ourStepsOf).map(({ name }) => name));
    expect(named.length).toBeGreaterThanOrEqual(8);
    expect(named.filter((name) => !steps.has(name))).toEqual([]);
  });

  describe.each(pages)('%s', (page) => {
    it('fills fields that the form has, and the variables of the campaign it chooses', () => {
      for (const zap of zapsOf(page)) {
        // The first call's form draws what a campaign declares; a page names the steps whose fields it fills.
        const forms = ['Initiate Outbound Call', ...ourStepsOf(zap).map(({ name }) => name)];
        const labels = new Set(forms.flatMap((name) => fieldsOf(steps.get(name)?.operation.inputFields).map(({ label }) => label)));
        const rows = [...zap.matchAll(/^\| (.+?) \| (.*?) \|/gm)].filter(([, name]) => name !== 'field' && name !== '---');
        const campaign = seedCampaigns.find(({ name }) => rows.some(([, field, value]) => field === 'Campaign' && value?.startsWith(`*${name}*`)));
        const declared = [...(campaign?.dynamicVariables ?? []).map(({ key }) => toTitle(key)), ...(campaign?.metadata ?? []).map(({ key }) => `${toTitle(key)} (Metadata)`)];
        const filled = rows.flatMap(([, name = '']) => (labels.has(name) ? [name] : name.replaceAll('*', '').split(', ')));
        expect(filled.filter((name) => !labels.has(name) && !declared.includes(name))).toEqual([]);
        // What the campaign requires is filled, as a variable or as metadata.
        const required = [...(campaign?.dynamicVariables ?? []), ...(campaign?.metadata ?? [])].filter(({ isRequired }) => isRequired).map(({ key }) => key);
        expect(required.filter((key) => !filled.includes(toTitle(key)) && !filled.includes(`${toTitle(key)} (Metadata)`) && !zap.includes(`\`${key}\` = `))).toEqual([]);
      }
    });

    it('uses values that its steps return', () => {
      for (const zap of zapsOf(page)) {
        for (const { number, name } of ourStepsOf(zap)) {
          const labels = new Set(fieldsOf(steps.get(name)?.operation.outputFields).map(({ label }) => label));
          const used = [...zap.matchAll(new RegExp(`\`${number}\\. ([^\`]+)\``, 'g'))].map(([, label = '']) => label);
          // Metadata keys are the user's own; Zapier makes their labels of the keys.
          expect(used.filter((label) => !labels.has(label) && !label.startsWith('Metadata '))).toEqual([]);
        }
      }
    });

    it('chooses calling hours and outcomes by the words of their lists', () => {
      const text = zapsOf(page).join('\n');
      const hours = [...text.matchAll(/^\| ((?:Outside )?Calling Hours) \| \*([^*]+)\*/gm)].map(([, field = '', choice = '']) => ({ field, choice }));
      const outcomes = [...text.matchAll(/Outcomes: (\*.+?\*)\./g)].flatMap(([, list = '']) => [...list.matchAll(/\*([^*]+)\*/g)].map(([, choice = '']) => ({ field: 'Outcomes', choice })));
      const unknown = [...hours, ...outcomes].filter(({ field, choice }) => !choicesOf(field).some((offered) => offered === choice || offered.startsWith(`${choice} (`)));
      expect(unknown).toEqual([]);
    });
  });

  function choicesOf(label: string): readonly string[] {
    const fields = [...steps.values()].flatMap(({ operation }) => fieldsOf(operation.inputFields));
    const choices: unknown = fields.find((field) => field.label === label && 'choices' in field);
    return JSON.stringify(choices ?? null).match(/"(?:[^"\\]|\\.)*"/g)?.map((text) => JSON.parse(text) as string) ?? [];
  }
});
