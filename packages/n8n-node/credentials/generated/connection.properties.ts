// Rendered by scripts/render from the field descriptions in core. Do not edit: change those, then run `pnpm render`.
import type { INodeProperties } from 'n8n-workflow';

export const connectionProperties: INodeProperties[] = [
	{
		displayName: 'API Key',
		name: 'apiKey',
		type: 'string',
		default: '',
		required: true,
		placeholder: 'e.g. iu_…',
		description: 'Created in the Iqra dashboard under API Keys. A key that is limited to some businesses must include yours.',
		typeOptions: {
			password: true,
		},
	},
	{
		displayName: 'Business ID',
		name: 'businessId',
		type: 'string',
		default: '',
		required: true,
		placeholder: 'e.g. 184',
		description: 'The number of your business, as it stands in the address of the Iqra dashboard',
	},
	{
		displayName: 'Base URL',
		name: 'baseUrl',
		type: 'string',
		default: 'https://app.iqra.bot',
		required: true,
		placeholder: 'e.g. https://app.iqra.bot',
		description: 'The address of the Iqra server without a path. Change it only for a self-hosted server.',
	},
	{
		displayName: 'Request Format',
		name: 'requestFormat',
		type: 'options',
		default: 'auto',
		options: [
			{
				name: 'Auto (Both Forms in One Request)',
				value: 'auto',
			},
			{
				name: 'Config (One JSON Field)',
				value: 'config',
			},
			{
				name: 'Documented (Flat Fields)',
				value: 'documented',
			},
		],
		description: 'Auto suits every known server. Change it only when a server objects to the request.',
	},
];

/** For an expression: the key as core cleans it. */
export const cleanedApiKey = '$credentials.apiKey.replace(/^[\\s\\p{Cf}\\u115F\\u1160\\u3164]*(?:Token|Bearer)[\\s\\p{Cf}\\u115F\\u1160\\u3164]+|[\\s\\p{Cf}\\u115F\\u1160\\u3164]/giu, "")';
