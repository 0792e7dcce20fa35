// Rendered by scripts/render from the field descriptions in core. Do not edit: change those, then run `pnpm render`.
export const connectionInputFields = [
	{
		key: 'api_key',
		label: 'API Key',
		type: 'password',
		required: true,
		helpText: 'Created in the Iqra dashboard under API Keys. A key that is limited to some businesses must include yours.',
		placeholder: 'iu_…',
	},
	{
		key: 'business_id',
		label: 'Business ID',
		type: 'string',
		required: true,
		helpText: 'The number of your business, as it stands in the address of the Iqra dashboard.',
		placeholder: '184',
		isNoSecret: true,
	},
	{
		key: 'base_url',
		label: 'Base URL',
		type: 'string',
		required: true,
		helpText: 'The address of the Iqra server without a path. Change it only for a self-hosted server.',
		placeholder: 'https://app.iqra.bot',
		default: 'https://app.iqra.bot',
		isNoSecret: true,
	},
	{
		key: 'request_format',
		label: 'Request Format',
		type: 'string',
		choices: {
			auto: 'Auto (Both Forms in One Request)',
			documented: 'Documented (Flat Fields)',
			config: 'Config (One JSON Field)',
		},
		required: false,
		helpText: 'Auto suits every known server. Change it only when a server objects to the request.',
		default: 'auto',
		isNoSecret: true,
	},
] as const;
