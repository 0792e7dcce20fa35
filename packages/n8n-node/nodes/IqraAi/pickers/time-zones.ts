import { timeZoneChoices } from '@iqra-automation/core';
import type { INodeListSearchResult } from 'n8n-workflow';

/** Time zones for the picker of a form, found by place or by the name that other systems give them; the list says both name and place. */
export function searchTimeZones(filter?: string): INodeListSearchResult {
	return { results: timeZoneChoices(filter).map(({ label, value }) => ({ name: label, value, description: value })) };
}
