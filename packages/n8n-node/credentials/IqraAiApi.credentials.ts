import type { IAuthenticateGeneric, Icon, ICredentialTestRequest, ICredentialType, INodeProperties } from 'n8n-workflow';
import { connectionProperties } from './generated/connection.properties.ts';
import { connectionTestRules } from './connection-test-rules.ts';

export class IqraAiApi implements ICredentialType {
	name = 'iqraAiApi';

	displayName = 'Iqra AI API';

	icon: Icon = { light: 'file:../icons/iqraAi.svg', dark: 'file:../icons/iqraAi.dark.svg' };

	documentationUrl = 'https://github.com/iqra-automation/iqra-automation#readme';

	properties: INodeProperties[] = connectionProperties;

	authenticate: IAuthenticateGeneric = {
		type: 'generic',
		properties: {
			headers: {
				Authorization: '=Token {{$credentials.apiKey}}',
			},
		},
	};

	test: ICredentialTestRequest = {
		request: {
			baseURL: '={{ $credentials.baseUrl.trim().match(/^https?:\\/\\/[^\\/]+/i)?.[0] ?? $credentials.baseUrl }}',
			url: '=/api/v1/business/{{$credentials.businessId}}/queues/outbound/count',
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
