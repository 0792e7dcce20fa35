import type { Authentication } from 'zapier-platform-core';
import { connectionInputFields as rendered } from '../generated/connection.fields.ts';

/** Pages of the product's documentation, one behind each help text: a person sets up a connection with them beside the form. */
const guides: Readonly<Record<(typeof rendered)[number]['key'], string>> = {
  api_key: 'https://docs.iqra.bot/platform/api-keys',
  business_id: 'https://docs.iqra.bot/api-reference',
  base_url: 'https://docs.iqra.bot/api-reference',
  request_format: 'https://docs.iqra.bot/api-reference',
};

export const connectionInputFields: NonNullable<Authentication['fields']> = rendered.map((field) => ({
  ...field,
  helpText: `${field.helpText} [Read the guide](${guides[field.key]}).`,
}));
