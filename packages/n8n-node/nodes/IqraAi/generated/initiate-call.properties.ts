// Rendered by scripts/render from the field descriptions in core. Do not edit: change those, then run `pnpm render`.
import type { INodeProperties } from 'n8n-workflow';

export const initiateCallProperties: INodeProperties[] = [
	{
		displayName: 'Recipient Number',
		name: 'recipientNumber',
		type: 'string',
		default: '',
		required: true,
		placeholder: 'e.g. +14155552671',
		description: 'The phone number to call, with + and the country code. National formats work when Default Country is set.',
	},
	{
		displayName: 'Campaign',
		name: 'campaignId',
		type: 'resourceLocator',
		default: {
			mode: 'list',
			value: '',
		},
		description: 'Required. The telephony campaign that makes the call: it decides the agent, the calling number and the script. Only servers that follow the published API page can do without, given an agent and a calling number.',
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
		displayName: 'Variables',
		name: 'dynamicVariables',
		type: 'resourceMapper',
		default: {
			mappingMode: 'defineBelow',
			value: null,
		},
		displayOptions: {
			show: {
				campaignId: [
					{
						_cnd: {
							exists: true,
						},
					},
				],
			},
		},
		description: 'Values that the agent can use during the call. A campaign can declare some of them as required.',
		noDataExpression: true,
		typeOptions: {
			loadOptionsDependsOn: ['campaignId.value', 'campaignId.mode'],
			resourceMapper: {
				resourceMapperMethod: 'getCampaignVariables',
				mode: 'add',
				valuesLabel: 'Variables',
				fieldWords: {
					singular: 'variable',
					plural: 'variables',
				},
				addAllFields: true,
				supportAutoMap: true,
			},
		},
	},
	{
		displayName: 'Variables',
		name: 'dynamicVariables',
		type: 'hidden',
		default: {
			mappingMode: 'defineBelow',
			value: null,
		},
		displayOptions: {
			hide: {
				campaignId: [
					{
						_cnd: {
							exists: true,
						},
					},
				],
			},
		},
	},
	{
		displayName: 'Event Key',
		name: 'eventKey',
		type: 'string',
		default: '',
		placeholder: 'e.g. lead-1007-welcome',
		description: 'What this call is about: map the CRM record and the reason. The same key never calls the same person twice within 7 days, whatever is retried or delivered again.',
	},
	{
		displayName: 'Calling Hours',
		name: 'callingHours',
		type: 'options',
		default: 'recipient_country',
		options: [
			{
				name: 'Australia (Mon-Fri 09:00-20:00; Sat 09:00-17:00; Closed on Public Holidays)',
				value: 'australia',
			},
			{
				name: 'Austria (Mon-Fri 08:00-20:00; Sat 09:00-18:00; Closed on Public Holidays)',
				value: 'austria',
			},
			{
				name: 'Brazil (Mon-Fri 09:00-18:00; Closed on Public Holidays)',
				value: 'brazil',
			},
			{
				name: 'Canada (Mon-Fri 09:00-21:30; Sat-Sun 10:00-18:00)',
				value: 'canada',
			},
			{
				name: 'Colombia (Mon-Fri 08:00-19:00; Sat 08:00-15:00; Closed on Public Holidays)',
				value: 'colombia',
			},
			{
				name: 'Custom (Write Them Into Custom Hours)',
				value: 'custom',
			},
			{
				name: 'France (Mon-Fri 10:00-13:00, 14:00-20:00; Closed on Public Holidays)',
				value: 'france',
			},
			{
				name: 'Germany (Mon-Fri 08:00-20:00; Sat 09:00-18:00; Closed on Public Holidays)',
				value: 'germany',
			},
			{
				name: 'India (Daily 10:00-21:00)',
				value: 'india',
			},
			{
				name: 'Italy (Mon-Fri 09:00-20:00; Sat 10:00-19:00; Closed on Public Holidays)',
				value: 'italy',
			},
			{
				name: 'Japan (Daily 08:00-21:00)',
				value: 'japan',
			},
			{
				name: 'Mexico (Mon-Fri 09:00-19:00; Closed on Public Holidays)',
				value: 'mexico',
			},
			{
				name: 'Netherlands (Mon-Fri 09:00-22:00; Sat 10:00-16:00; Closed on Public Holidays)',
				value: 'netherlands',
			},
			{
				name: 'Norway (Mon-Fri 09:00-21:00; Closed on Public Holidays)',
				value: 'norway',
			},
			{
				name: 'Off (Call at Any Hour)',
				value: 'off',
			},
			{
				name: "Recipient's Country",
				value: 'recipient_country',
			},
			{
				name: 'Singapore (Mon-Fri 09:00-20:00; Sat 09:00-18:00; Closed on Public Holidays)',
				value: 'singapore',
			},
			{
				name: 'South Africa (Mon-Fri 08:00-20:00; Sat 09:00-13:00; Closed on Public Holidays)',
				value: 'south_africa',
			},
			{
				name: 'Spain (Mon-Fri 09:00-21:00; Closed on Public Holidays)',
				value: 'spain',
			},
			{
				name: 'Switzerland (Mon-Fri 08:00-20:30; Sat 09:00-16:00; Closed on Public Holidays)',
				value: 'switzerland',
			},
			{
				name: 'United Arab Emirates (Daily 09:00-18:00)',
				value: 'uae',
			},
			{
				name: 'United Kingdom (Mon-Fri 08:00-21:00; Sat 09:00-21:00; Sun 10:00-16:00)',
				value: 'united_kingdom',
			},
			{
				name: 'United States, Federal (Daily 08:00-21:00)',
				value: 'us_federal',
			},
			{
				name: 'United States, Florida (Daily 08:00-20:00)',
				value: 'us_florida',
			},
			{
				name: 'United States, Oklahoma (Daily 08:00-20:00)',
				value: 'us_oklahoma',
			},
			{
				name: 'United States, Strict (Mon-Fri 10:00-17:00; Closed on Public Holidays)',
				value: 'us_strict',
			},
			{
				name: 'United States, Washington (Daily 08:00-20:00)',
				value: 'us_washington',
			},
			{
				name: 'Vietnam (Daily 08:00-17:00)',
				value: 'vietnam',
			},
		],
		description: "Call only inside these hours of the recipient's local time. Recipient's country takes the hours of the number's country. Helps you call at reasonable hours. Not legal advice.",
	},
	{
		displayName: 'Custom Hours',
		name: 'customHours',
		type: 'string',
		default: '',
		displayOptions: {
			show: {
				callingHours: ['custom'],
			},
		},
		placeholder: 'e.g. Mon-Fri 09:00-18:00; Sat 10:00-14:00',
		description: 'Weekdays with times, separated by semicolons. Used instead of any other hours.',
	},
	{
		displayName: 'Custom Hours',
		name: 'customHours',
		type: 'hidden',
		default: '',
		displayOptions: {
			hide: {
				callingHours: ['custom'],
			},
		},
	},
	{
		displayName: 'Outside Calling Hours',
		name: 'outsideHours',
		type: 'options',
		default: 'schedule',
		options: [
			{
				name: 'Refuse the Call',
				value: 'refuse',
			},
			{
				name: 'Schedule for the Next Allowed Time',
				value: 'schedule',
			},
		],
		displayOptions: {
			show: {
				callingHours: [
					{
						_cnd: {
							not: 'off',
						},
					},
				],
			},
		},
		description: 'What to do when the hours are closed',
	},
	{
		displayName: 'Outside Calling Hours',
		name: 'outsideHours',
		type: 'hidden',
		default: 'schedule',
		displayOptions: {
			hide: {
				callingHours: [
					{
						_cnd: {
							not: 'off',
						},
					},
				],
			},
		},
	},
	{
		displayName: 'Options',
		name: 'options',
		type: 'collection',
		placeholder: 'Add option',
		default: {},
		options: [
			{
				displayName: 'Agent',
				name: 'agentId',
				type: 'resourceLocator',
				default: {
					mode: 'list',
					value: '',
				},
				description: "The agent that speaks. Most servers take it from the campaign; servers that follow Iqra's published API page need it here.",
				modes: [
					{
						displayName: 'From List',
						name: 'list',
						type: 'list',
						typeOptions: {
							searchListMethod: 'searchAgents',
							searchable: true,
						},
					},
					{
						displayName: 'By ID',
						name: 'id',
						type: 'string',
					},
				],
			},
			{
				displayName: 'Allow Special Numbers',
				name: 'allowNumberTypes',
				type: 'multiOptions',
				default: [],
				options: [
					{
						name: 'Company Numbers (UAN)',
						value: 'UAN',
					},
					{
						name: 'Pager',
						value: 'PAGER',
					},
					{
						name: 'Personal Numbers',
						value: 'PERSONAL_NUMBER',
					},
					{
						name: 'Premium Rate',
						value: 'PREMIUM_RATE',
					},
					{
						name: 'Satellite and Global',
						value: 'NON_GEOGRAPHIC',
					},
					{
						name: 'Shared Cost',
						value: 'SHARED_COST',
					},
					{
						name: 'Voicemail Access',
						value: 'VOICEMAIL',
					},
				],
				description: 'Kinds of numbers that are refused unless you allow them here, because they cost more or reach no person',
			},
			{
				displayName: 'Buffer After Opening (Seconds)',
				name: 'startGuardSeconds',
				type: 'number',
				default: 120,
				typeOptions: {
					minValue: 0,
					maxValue: 3600,
				},
				description: 'Distance kept from the beginning of the calling hours, because the server may dial up to a minute early',
			},
			{
				displayName: 'Buffer Before Closing (Seconds)',
				name: 'endGuardSeconds',
				type: 'number',
				default: 120,
				typeOptions: {
					minValue: 0,
					maxValue: 3600,
				},
				description: 'Distance kept from the end of the calling hours, because the server needs a moment between its last check and the ring',
			},
			{
				displayName: 'Calling Number',
				name: 'numberId',
				type: 'resourceLocator',
				default: {
					mode: 'list',
					value: '',
				},
				description: "The number that the recipient sees. Most servers take it from the campaign; servers that follow Iqra's published API page need it here.",
				modes: [
					{
						displayName: 'From List',
						name: 'list',
						type: 'list',
						typeOptions: {
							searchListMethod: 'searchCallingNumbers',
							searchable: true,
						},
					},
					{
						displayName: 'By ID',
						name: 'id',
						type: 'string',
					},
				],
			},
			{
				displayName: 'Concurrency',
				name: 'concurrency',
				type: 'number',
				default: 9,
				typeOptions: {
					minValue: 1,
					maxValue: 50,
				},
				description: 'How many calls are sent at the same time. So many also share one look for earlier calls: with 9, 60 requests place 54 calls.',
			},
			{
				displayName: 'Default Country',
				name: 'defaultCountry',
				type: 'options',
				default: '',
				options: [
					{
						name: 'Afghanistan',
						value: 'AF',
					},
					{
						name: 'Åland Islands',
						value: 'AX',
					},
					{
						name: 'Albania',
						value: 'AL',
					},
					{
						name: 'Algeria',
						value: 'DZ',
					},
					{
						name: 'American Samoa',
						value: 'AS',
					},
					{
						name: 'Andorra',
						value: 'AD',
					},
					{
						name: 'Angola',
						value: 'AO',
					},
					{
						name: 'Anguilla',
						value: 'AI',
					},
					{
						name: 'Antigua & Barbuda',
						value: 'AG',
					},
					{
						name: 'Argentina',
						value: 'AR',
					},
					{
						name: 'Armenia',
						value: 'AM',
					},
					{
						name: 'Aruba',
						value: 'AW',
					},
					{
						name: 'Ascension Island',
						value: 'AC',
					},
					{
						name: 'Australia',
						value: 'AU',
					},
					{
						name: 'Austria',
						value: 'AT',
					},
					{
						name: 'Azerbaijan',
						value: 'AZ',
					},
					{
						name: 'Bahamas',
						value: 'BS',
					},
					{
						name: 'Bahrain',
						value: 'BH',
					},
					{
						name: 'Bangladesh',
						value: 'BD',
					},
					{
						name: 'Barbados',
						value: 'BB',
					},
					{
						name: 'Belarus',
						value: 'BY',
					},
					{
						name: 'Belgium',
						value: 'BE',
					},
					{
						name: 'Belize',
						value: 'BZ',
					},
					{
						name: 'Benin',
						value: 'BJ',
					},
					{
						name: 'Bermuda',
						value: 'BM',
					},
					{
						name: 'Bhutan',
						value: 'BT',
					},
					{
						name: 'Bolivia',
						value: 'BO',
					},
					{
						name: 'Bosnia & Herzegovina',
						value: 'BA',
					},
					{
						name: 'Botswana',
						value: 'BW',
					},
					{
						name: 'Brazil',
						value: 'BR',
					},
					{
						name: 'British Indian Ocean Territory',
						value: 'IO',
					},
					{
						name: 'British Virgin Islands',
						value: 'VG',
					},
					{
						name: 'Brunei',
						value: 'BN',
					},
					{
						name: 'Bulgaria',
						value: 'BG',
					},
					{
						name: 'Burkina Faso',
						value: 'BF',
					},
					{
						name: 'Burundi',
						value: 'BI',
					},
					{
						name: 'Cambodia',
						value: 'KH',
					},
					{
						name: 'Cameroon',
						value: 'CM',
					},
					{
						name: 'Canada',
						value: 'CA',
					},
					{
						name: 'Cape Verde',
						value: 'CV',
					},
					{
						name: 'Caribbean Netherlands',
						value: 'BQ',
					},
					{
						name: 'Cayman Islands',
						value: 'KY',
					},
					{
						name: 'Central African Republic',
						value: 'CF',
					},
					{
						name: 'Chad',
						value: 'TD',
					},
					{
						name: 'Chile',
						value: 'CL',
					},
					{
						name: 'China',
						value: 'CN',
					},
					{
						name: 'Christmas Island',
						value: 'CX',
					},
					{
						name: 'Cocos (Keeling) Islands',
						value: 'CC',
					},
					{
						name: 'Colombia',
						value: 'CO',
					},
					{
						name: 'Comoros',
						value: 'KM',
					},
					{
						name: 'Congo - Brazzaville',
						value: 'CG',
					},
					{
						name: 'Congo - Kinshasa',
						value: 'CD',
					},
					{
						name: 'Cook Islands',
						value: 'CK',
					},
					{
						name: 'Costa Rica',
						value: 'CR',
					},
					{
						name: 'Côte D’Ivoire',
						value: 'CI',
					},
					{
						name: 'Croatia',
						value: 'HR',
					},
					{
						name: 'Cuba',
						value: 'CU',
					},
					{
						name: 'Curaçao',
						value: 'CW',
					},
					{
						name: 'Cyprus',
						value: 'CY',
					},
					{
						name: 'Czechia',
						value: 'CZ',
					},
					{
						name: 'Denmark',
						value: 'DK',
					},
					{
						name: 'Djibouti',
						value: 'DJ',
					},
					{
						name: 'Dominica',
						value: 'DM',
					},
					{
						name: 'Dominican Republic',
						value: 'DO',
					},
					{
						name: 'Ecuador',
						value: 'EC',
					},
					{
						name: 'Egypt',
						value: 'EG',
					},
					{
						name: 'El Salvador',
						value: 'SV',
					},
					{
						name: 'Equatorial Guinea',
						value: 'GQ',
					},
					{
						name: 'Eritrea',
						value: 'ER',
					},
					{
						name: 'Estonia',
						value: 'EE',
					},
					{
						name: 'Eswatini',
						value: 'SZ',
					},
					{
						name: 'Ethiopia',
						value: 'ET',
					},
					{
						name: 'Falkland Islands',
						value: 'FK',
					},
					{
						name: 'Faroe Islands',
						value: 'FO',
					},
					{
						name: 'Fiji',
						value: 'FJ',
					},
					{
						name: 'Finland',
						value: 'FI',
					},
					{
						name: 'France',
						value: 'FR',
					},
					{
						name: 'French Guiana',
						value: 'GF',
					},
					{
						name: 'French Polynesia',
						value: 'PF',
					},
					{
						name: 'Gabon',
						value: 'GA',
					},
					{
						name: 'Gambia',
						value: 'GM',
					},
					{
						name: 'Georgia',
						value: 'GE',
					},
					{
						name: 'Germany',
						value: 'DE',
					},
					{
						name: 'Ghana',
						value: 'GH',
					},
					{
						name: 'Gibraltar',
						value: 'GI',
					},
					{
						name: 'Greece',
						value: 'GR',
					},
					{
						name: 'Greenland',
						value: 'GL',
					},
					{
						name: 'Grenada',
						value: 'GD',
					},
					{
						name: 'Guadeloupe',
						value: 'GP',
					},
					{
						name: 'Guam',
						value: 'GU',
					},
					{
						name: 'Guatemala',
						value: 'GT',
					},
					{
						name: 'Guernsey',
						value: 'GG',
					},
					{
						name: 'Guinea',
						value: 'GN',
					},
					{
						name: 'Guinea-Bissau',
						value: 'GW',
					},
					{
						name: 'Guyana',
						value: 'GY',
					},
					{
						name: 'Haiti',
						value: 'HT',
					},
					{
						name: 'Honduras',
						value: 'HN',
					},
					{
						name: 'Hong Kong SAR China',
						value: 'HK',
					},
					{
						name: 'Hungary',
						value: 'HU',
					},
					{
						name: 'Iceland',
						value: 'IS',
					},
					{
						name: 'India',
						value: 'IN',
					},
					{
						name: 'Indonesia',
						value: 'ID',
					},
					{
						name: 'Iran',
						value: 'IR',
					},
					{
						name: 'Iraq',
						value: 'IQ',
					},
					{
						name: 'Ireland',
						value: 'IE',
					},
					{
						name: 'Isle of Man',
						value: 'IM',
					},
					{
						name: 'Israel',
						value: 'IL',
					},
					{
						name: 'Italy',
						value: 'IT',
					},
					{
						name: 'Jamaica',
						value: 'JM',
					},
					{
						name: 'Japan',
						value: 'JP',
					},
					{
						name: 'Jersey',
						value: 'JE',
					},
					{
						name: 'Jordan',
						value: 'JO',
					},
					{
						name: 'Kazakhstan',
						value: 'KZ',
					},
					{
						name: 'Kenya',
						value: 'KE',
					},
					{
						name: 'Kiribati',
						value: 'KI',
					},
					{
						name: 'Kosovo',
						value: 'XK',
					},
					{
						name: 'Kuwait',
						value: 'KW',
					},
					{
						name: 'Kyrgyzstan',
						value: 'KG',
					},
					{
						name: 'Laos',
						value: 'LA',
					},
					{
						name: 'Latvia',
						value: 'LV',
					},
					{
						name: 'Lebanon',
						value: 'LB',
					},
					{
						name: 'Lesotho',
						value: 'LS',
					},
					{
						name: 'Liberia',
						value: 'LR',
					},
					{
						name: 'Libya',
						value: 'LY',
					},
					{
						name: 'Liechtenstein',
						value: 'LI',
					},
					{
						name: 'Lithuania',
						value: 'LT',
					},
					{
						name: 'Luxembourg',
						value: 'LU',
					},
					{
						name: 'Macao SAR China',
						value: 'MO',
					},
					{
						name: 'Madagascar',
						value: 'MG',
					},
					{
						name: 'Malawi',
						value: 'MW',
					},
					{
						name: 'Malaysia',
						value: 'MY',
					},
					{
						name: 'Maldives',
						value: 'MV',
					},
					{
						name: 'Mali',
						value: 'ML',
					},
					{
						name: 'Malta',
						value: 'MT',
					},
					{
						name: 'Marshall Islands',
						value: 'MH',
					},
					{
						name: 'Martinique',
						value: 'MQ',
					},
					{
						name: 'Mauritania',
						value: 'MR',
					},
					{
						name: 'Mauritius',
						value: 'MU',
					},
					{
						name: 'Mayotte',
						value: 'YT',
					},
					{
						name: 'Mexico',
						value: 'MX',
					},
					{
						name: 'Micronesia',
						value: 'FM',
					},
					{
						name: 'Moldova',
						value: 'MD',
					},
					{
						name: 'Monaco',
						value: 'MC',
					},
					{
						name: 'Mongolia',
						value: 'MN',
					},
					{
						name: 'Montenegro',
						value: 'ME',
					},
					{
						name: 'Montserrat',
						value: 'MS',
					},
					{
						name: 'Morocco',
						value: 'MA',
					},
					{
						name: 'Mozambique',
						value: 'MZ',
					},
					{
						name: 'Myanmar (Burma)',
						value: 'MM',
					},
					{
						name: 'Namibia',
						value: 'NA',
					},
					{
						name: 'Nauru',
						value: 'NR',
					},
					{
						name: 'Nepal',
						value: 'NP',
					},
					{
						name: 'Netherlands',
						value: 'NL',
					},
					{
						name: 'New Caledonia',
						value: 'NC',
					},
					{
						name: 'New Zealand',
						value: 'NZ',
					},
					{
						name: 'Nicaragua',
						value: 'NI',
					},
					{
						name: 'Niger',
						value: 'NE',
					},
					{
						name: 'Nigeria',
						value: 'NG',
					},
					{
						name: 'Niue',
						value: 'NU',
					},
					{
						name: 'Norfolk Island',
						value: 'NF',
					},
					{
						name: 'North Korea',
						value: 'KP',
					},
					{
						name: 'North Macedonia',
						value: 'MK',
					},
					{
						name: 'Northern Mariana Islands',
						value: 'MP',
					},
					{
						name: 'Norway',
						value: 'NO',
					},
					{
						name: 'Not Set',
						value: '',
					},
					{
						name: 'Oman',
						value: 'OM',
					},
					{
						name: 'Pakistan',
						value: 'PK',
					},
					{
						name: 'Palau',
						value: 'PW',
					},
					{
						name: 'Palestinian Territories',
						value: 'PS',
					},
					{
						name: 'Panama',
						value: 'PA',
					},
					{
						name: 'Papua New Guinea',
						value: 'PG',
					},
					{
						name: 'Paraguay',
						value: 'PY',
					},
					{
						name: 'Peru',
						value: 'PE',
					},
					{
						name: 'Philippines',
						value: 'PH',
					},
					{
						name: 'Poland',
						value: 'PL',
					},
					{
						name: 'Portugal',
						value: 'PT',
					},
					{
						name: 'Puerto Rico',
						value: 'PR',
					},
					{
						name: 'Qatar',
						value: 'QA',
					},
					{
						name: 'Réunion',
						value: 'RE',
					},
					{
						name: 'Romania',
						value: 'RO',
					},
					{
						name: 'Russia',
						value: 'RU',
					},
					{
						name: 'Rwanda',
						value: 'RW',
					},
					{
						name: 'Samoa',
						value: 'WS',
					},
					{
						name: 'San Marino',
						value: 'SM',
					},
					{
						name: 'São Tomé & Príncipe',
						value: 'ST',
					},
					{
						name: 'Saudi Arabia',
						value: 'SA',
					},
					{
						name: 'Senegal',
						value: 'SN',
					},
					{
						name: 'Serbia',
						value: 'RS',
					},
					{
						name: 'Seychelles',
						value: 'SC',
					},
					{
						name: 'Sierra Leone',
						value: 'SL',
					},
					{
						name: 'Singapore',
						value: 'SG',
					},
					{
						name: 'Sint Maarten',
						value: 'SX',
					},
					{
						name: 'Slovakia',
						value: 'SK',
					},
					{
						name: 'Slovenia',
						value: 'SI',
					},
					{
						name: 'Solomon Islands',
						value: 'SB',
					},
					{
						name: 'Somalia',
						value: 'SO',
					},
					{
						name: 'South Africa',
						value: 'ZA',
					},
					{
						name: 'South Korea',
						value: 'KR',
					},
					{
						name: 'South Sudan',
						value: 'SS',
					},
					{
						name: 'Spain',
						value: 'ES',
					},
					{
						name: 'Sri Lanka',
						value: 'LK',
					},
					{
						name: 'St. Barthélemy',
						value: 'BL',
					},
					{
						name: 'St. Helena',
						value: 'SH',
					},
					{
						name: 'St. Kitts & Nevis',
						value: 'KN',
					},
					{
						name: 'St. Lucia',
						value: 'LC',
					},
					{
						name: 'St. Martin',
						value: 'MF',
					},
					{
						name: 'St. Pierre & Miquelon',
						value: 'PM',
					},
					{
						name: 'St. Vincent & Grenadines',
						value: 'VC',
					},
					{
						name: 'Sudan',
						value: 'SD',
					},
					{
						name: 'Suriname',
						value: 'SR',
					},
					{
						name: 'Svalbard & Jan Mayen',
						value: 'SJ',
					},
					{
						name: 'Sweden',
						value: 'SE',
					},
					{
						name: 'Switzerland',
						value: 'CH',
					},
					{
						name: 'Syria',
						value: 'SY',
					},
					{
						name: 'Taiwan',
						value: 'TW',
					},
					{
						name: 'Tajikistan',
						value: 'TJ',
					},
					{
						name: 'Tanzania',
						value: 'TZ',
					},
					{
						name: 'Thailand',
						value: 'TH',
					},
					{
						name: 'Timor-Leste',
						value: 'TL',
					},
					{
						name: 'Togo',
						value: 'TG',
					},
					{
						name: 'Tokelau',
						value: 'TK',
					},
					{
						name: 'Tonga',
						value: 'TO',
					},
					{
						name: 'Trinidad & Tobago',
						value: 'TT',
					},
					{
						name: 'Tristan Da Cunha',
						value: 'TA',
					},
					{
						name: 'Tunisia',
						value: 'TN',
					},
					{
						name: 'Türkiye',
						value: 'TR',
					},
					{
						name: 'Turkmenistan',
						value: 'TM',
					},
					{
						name: 'Turks & Caicos Islands',
						value: 'TC',
					},
					{
						name: 'Tuvalu',
						value: 'TV',
					},
					{
						name: 'U.S. Virgin Islands',
						value: 'VI',
					},
					{
						name: 'Uganda',
						value: 'UG',
					},
					{
						name: 'Ukraine',
						value: 'UA',
					},
					{
						name: 'United Arab Emirates',
						value: 'AE',
					},
					{
						name: 'United Kingdom',
						value: 'GB',
					},
					{
						name: 'United States',
						value: 'US',
					},
					{
						name: 'Uruguay',
						value: 'UY',
					},
					{
						name: 'Uzbekistan',
						value: 'UZ',
					},
					{
						name: 'Vanuatu',
						value: 'VU',
					},
					{
						name: 'Vatican City',
						value: 'VA',
					},
					{
						name: 'Venezuela',
						value: 'VE',
					},
					{
						name: 'Vietnam',
						value: 'VN',
					},
					{
						name: 'Wallis & Futuna',
						value: 'WF',
					},
					{
						name: 'Western Sahara',
						value: 'EH',
					},
					{
						name: 'Yemen',
						value: 'YE',
					},
					{
						name: 'Zambia',
						value: 'ZM',
					},
					{
						name: 'Zimbabwe',
						value: 'ZW',
					},
				],
				description: 'The country of numbers that are written without + and country code. Without it such numbers are refused, because they could reach a stranger in another country.',
			},
			{
				displayName: 'Do Not Call',
				name: 'doNotCall',
				type: 'string',
				default: '',
				placeholder: 'e.g. +14155550100, +442079460018',
				description: 'Numbers that must never be called, in any format, separated by commas or lines. A list from an earlier step works too.',
				typeOptions: {
					rows: 4,
				},
			},
			{
				displayName: 'Extra Holidays',
				name: 'holidayDates',
				type: 'string',
				default: '',
				placeholder: 'e.g. 2026-12-24, 2026-12-31',
				description: 'Dates on which nobody is called, beside the holidays of the chosen hours, separated by commas',
			},
			{
				displayName: 'Keep Trying For (Seconds)',
				name: 'keepTryingForSeconds',
				type: 'number',
				default: 120,
				typeOptions: {
					minValue: 0,
					maxValue: 86400,
				},
				description: 'How long the server may keep trying while lines are busy; then the call expires. Less than 60 counts as 60, because a silent call server can hold all calls of a region back for half a minute. A scheduled call gets at least an hour. Above 120, the protection against a second call for the same event is weaker.',
			},
			{
				displayName: 'Look for an Earlier Call First',
				name: 'checkBeforeSending',
				type: 'boolean',
				default: true,
				description: 'Whether to look for an earlier call with the same Event Key before sending. Switching it off lets a retried or repeated event call the same person again.',
			},
			{
				displayName: 'Maximum Calls of the Campaign per Day',
				name: 'maxCampaignCallsPerDay',
				type: 'number',
				default: 1,
				typeOptions: {
					minValue: 1,
					maxValue: 100000,
				},
				description: "Refuse when this campaign has had so many calls since midnight of the workflow's or account's time zone. A call counts on the day it was queued, unless it expired or was canceled. Runs at the same time can each miss the other's last calls. Empty means no limit.",
			},
			{
				displayName: 'Maximum Calls per Number',
				name: 'maxCallsPerPeriod',
				type: 'number',
				default: 1,
				typeOptions: {
					minValue: 1,
					maxValue: 100,
				},
				description: 'Refuse when this number has already been called so many times in the period. Empty means no cap.',
			},
			{
				displayName: 'Metadata',
				name: 'metadata',
				type: 'fixedCollection',
				default: {},
				description: 'Your own references, for example a CRM ID. They are stored with the call and come back when it ends.',
				placeholder: 'Add metadata',
				typeOptions: {
					multipleValues: true,
				},
				options: [
					{
						displayName: 'Entry',
						name: 'entry',
						values: [
							{
								displayName: 'Key',
								name: 'key',
								type: 'string',
								default: '',
							},
							{
								displayName: 'Value',
								name: 'value',
								type: 'string',
								default: '',
							},
						],
					},
				],
			},
			{
				displayName: 'Recipient Time Zone',
				name: 'contactTimeZone',
				type: 'resourceLocator',
				default: {
					mode: 'list',
					value: '',
				},
				description: "The recipient's own time zone, if you know it: a name such as Australia/Sydney, or what HubSpot, Windows or Rails call it. It wins over what the number suggests.",
				modes: [
					{
						displayName: 'From List',
						name: 'list',
						type: 'list',
						typeOptions: {
							searchListMethod: 'searchTimeZones',
							searchable: true,
						},
					},
					{
						displayName: 'By ID',
						name: 'id',
						type: 'string',
						placeholder: 'e.g. Australia/Sydney',
					},
				],
			},
			{
				displayName: 'Requests per Minute',
				name: 'requestsPerMinute',
				type: 'number',
				default: 60,
				typeOptions: {
					minValue: 0,
					maxValue: 100000,
				},
				description: 'The most requests to the server in any minute; 0 means no limit. The hosted service allows 60.',
			},
			{
				displayName: 'Scheduled Time',
				name: 'scheduledTime',
				type: 'dateTime',
				default: '',
				description: "When to call; empty means now. With an offset (2026-11-24T09:15:00+04:00), or in the recipient's local time (Nov 24, 2026 9:15 AM). A date alone means when that day's calling hours open.",
			},
			{
				displayName: 'Wait When the Placement Is Unclear',
				name: 'waitToSettle',
				type: 'boolean',
				default: false,
				description: 'Whether to wait (about two minutes) when an answer was lost, until it is certain that sending again cannot call twice. Off, or where a step has only seconds, such a call is reported as unknown.',
			},
			{
				displayName: 'Within Hours',
				name: 'capPeriodHours',
				type: 'number',
				default: 24,
				typeOptions: {
					minValue: 1,
					maxValue: 8760,
				},
				displayOptions: {
					show: {
						maxCallsPerPeriod: [
							{
								_cnd: {
									exists: true,
								},
							},
						],
					},
				},
				description: 'The period that Maximum Calls per Number counts in',
			},
			{
				displayName: 'Within Hours',
				name: 'capPeriodHours',
				type: 'hidden',
				default: 24,
				displayOptions: {
					hide: {
						maxCallsPerPeriod: [
							{
								_cnd: {
									exists: true,
								},
							},
						],
					},
				},
			},
		],
	},
];

/** With a longer Keep Trying For, a lost answer stays unexplained. */
export const longestGuardedSeconds = 120;
