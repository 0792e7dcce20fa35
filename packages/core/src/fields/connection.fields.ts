import { defineFields } from './field.ts';

/** What a connection to an Iqra server needs. */
export const connectionFields = defineFields({
  apiKey: {
    kind: 'text',
    required: true,
    label: 'API Key',
    help: 'Created in the Iqra dashboard under API Keys. A key that is limited to some businesses must include yours.',
    example: 'iu_…',
    maxLength: 2_000,
  },
  businessId: {
    kind: 'text',
    required: true,
    label: 'Business ID',
    help: 'The number of your business, as it stands in the address of the Iqra dashboard.',
    example: '184',
    maxLength: 20,
  },
  baseUrl: {
    kind: 'text',
    required: true,
    label: 'Base URL',
    help: 'The address of the Iqra server without a path. Change it only for a self-hosted server.',
    example: 'https://app.iqra.bot',
    maxLength: 500,
    defaultValue: 'https://app.iqra.bot',
  },
  requestFormat: {
    kind: 'choice',
    required: false,
    label: 'Request Format',
    help: 'Auto suits every known server. Change it only when a server objects to the request.',
    example: 'auto',
    defaultValue: 'auto',
    choices: [
      { value: 'auto', label: 'Auto (Both Forms in One Request)' },
      { value: 'documented', label: 'Documented (Flat Fields)' },
      { value: 'config', label: 'Config (One JSON Field)' },
    ],
  },
});
