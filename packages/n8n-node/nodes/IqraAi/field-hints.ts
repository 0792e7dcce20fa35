/** How n8n draws single fields of the one description in core. Drawing only: labels and help come from there. */
type DrawingHint = Readonly<Record<string, unknown>>;

function picker(searchListMethod: string): DrawingHint {
	return {
		type: 'resourceLocator',
		default: { mode: 'list', value: '' },
		placeholder: undefined,
		modes: [
			{ displayName: 'From List', name: 'list', type: 'list', typeOptions: { searchListMethod, searchable: true } },
			{ displayName: 'By ID', name: 'id', type: 'string' },
		],
	};
}

/** A sheet or an agent knows a campaign by its name only. */
const campaignPicker: DrawingHint = {
	...picker('searchCampaigns'),
	modes: [
		{ displayName: 'From List', name: 'list', type: 'list', typeOptions: { searchListMethod: 'searchCampaigns', searchable: true } },
		{ displayName: 'By ID', name: 'id', type: 'string' },
		{ displayName: 'By Name', name: 'name', type: 'string', placeholder: 'e.g. Appointment reminders' },
	],
};

/** A zone is chosen by a place; what a CRM stores as its name is mapped. */
const timeZonePicker: DrawingHint = {
	...picker('searchTimeZones'),
	modes: [
		{ displayName: 'From List', name: 'list', type: 'list', typeOptions: { searchListMethod: 'searchTimeZones', searchable: true } },
		{ displayName: 'By ID', name: 'id', type: 'string', placeholder: 'e.g. Australia/Sydney' },
	],
};

/** In which order the fields at the top level stand; one that is not named here comes after them. */
export const initiateCallOrder: readonly string[] = ['recipientNumber', 'campaignId', 'dynamicVariables', 'eventKey', 'callingHours', 'customHours', 'outsideHours'];

export const initiateCallHints: Readonly<Record<string, DrawingHint>> = {
	campaignId: campaignPicker,
	agentId: picker('searchAgents'),
	contactTimeZone: timeZonePicker,
	numberId: picker('searchCallingNumbers'),
	dynamicVariables: {
		type: 'resourceMapper',
		default: { mappingMode: 'defineBelow', value: null },
		noDataExpression: true,
		typeOptions: {
			loadOptionsDependsOn: ['campaignId.value', 'campaignId.mode'],
			resourceMapper: {
				resourceMapperMethod: 'getCampaignVariables',
				mode: 'add',
				valuesLabel: 'Variables',
				fieldWords: { singular: 'variable', plural: 'variables' },
				addAllFields: true,
				supportAutoMap: true,
			},
		},
	},
	doNotCall: { typeOptions: { rows: 4 } },
	metadata: {
		type: 'fixedCollection',
		default: {},
		placeholder: 'Add metadata',
		typeOptions: { multipleValues: true },
		options: [
			{
				displayName: 'Entry',
				name: 'entry',
				values: [
					{ displayName: 'Key', name: 'key', type: 'string', default: '' },
					{ displayName: 'Value', name: 'value', type: 'string', default: '' },
				],
			},
		],
	},
};

/** A list of all countries would be longer than the rest of the form. */
export const checkCampaignHints: Readonly<Record<string, DrawingHint>> = {
	campaignId: campaignPicker,
	recipientCountries: { type: 'string', default: '', options: undefined, placeholder: 'e.g. US, GB, DE' },
};

/** Which fields of the trigger are filters. */
export const triggerFilters: readonly string[] = ['campaigns', 'outcomes'];

/** Name and sentence of a list that n8n loads are those that n8n's linter wants. The queue of inbound calls knows no campaigns. */
export const triggerHints: Readonly<Record<string, DrawingHint>> = {
	campaigns: {
		displayName: 'Campaign Names or IDs',
		type: 'multiOptions',
		default: [],
		placeholder: undefined,
		displayOptions: { show: { '/event': ['callEnded'] } },
		typeOptions: { loadOptionsMethod: 'getCampaigns' },
		description: 'Only calls of these campaigns. Choose from the list, or specify IDs using an <a href="https://docs.n8n.io/code/expressions/">expression</a>.',
	},
};

export const callFilterHints: Readonly<Record<string, DrawingHint>> = {
	campaignId: picker('searchCampaigns'),
	numberId: picker('searchCallingNumbers'),
};

export const credentialHints: Readonly<Record<string, DrawingHint>> = {
	apiKey: { typeOptions: { password: true } },
};
