import { campaignIds } from '../../../../packages/sandbox/src/seed.ts';
import type { FieldDefinition } from '../publishing/definition.ts';
import { startZapierWithSandbox } from '../zapier-with-sandbox.ts';

export interface FormFields {
  readonly campaign: string;
  /** Fields that show at once, those of the campaign counted. */
  readonly front: number;
  readonly advanced: number;
}

/** How many fields the editor shows for each campaign of the sandbox. */
export async function countFormFields(): Promise<readonly FormFields[]> {
  const zapier = await startZapierWithSandbox();
  try {
    const counted: FormFields[] = [];
    for (const [campaign, campaign_id] of Object.entries(campaignIds)) {
      const result = await zapier.app.inputFields('creates', 'initiate_call', { campaign_id });
      const fields = result.status === 'success' ? (result.results as readonly FieldDefinition[]) : [];
      const advanced = fields.filter(({ group }) => group === 'advanced').length;
      counted.push({ campaign, front: fields.length - advanced, advanced });
    }
    return counted;
  } finally {
    await zapier.close();
  }
}
