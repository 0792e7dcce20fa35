// Rendered by scripts/render from the field descriptions in core. Do not edit: change those, then run `pnpm render`.
import type { INodeProperties } from 'n8n-workflow';

export const checkCampaignProperties: INodeProperties[] = [
	{
		displayName: 'Campaign',
		name: 'campaignId',
		type: 'resourceLocator',
		default: {
			mode: 'list',
			value: '',
		},
		description: 'The campaign to check. Empty checks all campaigns of the business.',
		modes: [
			{
				displayName: 'From List',
				name: 'list',
				type: 'list',
				typeOptions: {
					searchListMethod: 'searchCampaigns',
					searchable: true,
				},
			},
			{
				displayName: 'By ID',
				name: 'id',
				type: 'string',
			},
			{
				displayName: 'By Name',
				name: 'name',
				type: 'string',
				placeholder: 'e.g. Appointment reminders',
			},
		],
	},
	{
		displayName: 'Recipient Countries',
		name: 'recipientCountries',
		type: 'string',
		default: '',
		description: 'Where the people are whom the campaign calls: names or two-letter codes of countries, separated by commas. The check then also says which of them no route is for.',
		placeholder: 'e.g. US, GB, DE',
	},
];
