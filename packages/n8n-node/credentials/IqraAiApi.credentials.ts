import type { IAuthenticateGeneric, Icon, ICredentialTestRequest, ICredentialType, INodeProperties } from 'n8n-workflow';
import { connectionProperties } from './generated/connection.properties.ts';
import { connectionTestRules } from './connection-test-rules.ts';

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
				// Blanks, also invisible ones, come along when a key is copied.
				Authorization: '=Token {{$credentials.apiKey.replace(/[\\s\\u200B-\\u200D\\u2060\\uFEFF]/g, "")}}',
			},
		},
	};

	test: ICredentialTestRequest = {
		request: {
			baseURL: '={{ $credentials.baseUrl.trim().match(/^https?:\\/\\/[^\\/]+/i)?.[0] ?? $credentials.baseUrl }}',
			url: '=/api/v1/business/{{$credentials.businessId.trim()}}/queues/outbound/count',
			method: 'POST',
			headers: {
				'Content-Type': 'application/json',
				Accept: 'application/json',
			},
			body: '{}',
			disableFollowRedirect: true,
			timeout: 20_000,
		},
		rules: connectionTestRules,
	};
}
