import type { IAuthenticateGeneric, Icon, ICredentialType, INodeProperties } from 'n8n-workflow';
import { cleanedApiKey, connectionProperties } from './generated/connection.properties.ts';

/** Its test button asks the nodes: n8n shows the code of a failed request of its own as it is (`ECONNREFUSED`). */
export class IqraAiApi implements ICredentialType {
	name = 'iqraAiApi';

	displayName = 'Iqra AI API';

	icon: Icon = { light: 'file:../icons/iqraAi.svg', dark: 'file:../icons/iqraAi.dark.svg' };

	documentationUrl = 'https://github.com/iqra-automation/iqra-automation/blob/main/docs/n8n.md#credential';

	properties: INodeProperties[] = connectionProperties;

	authenticate: IAuthenticateGeneric = {
		type: 'generic',
		properties: {
			headers: {
				Authorization: `=Token {{ ${cleanedApiKey} }}`,
			},
		},
	};
}
