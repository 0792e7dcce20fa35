// Recorded from the sandbox by test/hosts/zapier/record-samples.ts. Do not edit.
export const initiateCallSample = {
	queue_id: '6b05559477ea64ceb8000001',
	placed: true,
	deduplicated: false,
	recovered: false,
	recipient_number: '+14155552671',
	campaign_id: '6713c0f2a54d1b0c9e4f7a23',
	scheduled_for: '2026-11-24T09:15:00.000Z',
	latest_start: '2026-11-24T09:17:00.000Z',
	call_key: 'qk6w2mvzesor7yb2km5vuhidek',
	warnings: [],
};

export const callCompletedSample = {
	id: '6b05559477ea64ceb8000001',
	duration_seconds: 100,
	duration_from: 'first_message_to_recipient_left',
	recording: 'https://app.iqra.bot/recordings/sample.wav',
	recording_url: 'https://app.iqra.bot/recordings/sample.wav',
	call_key: 'qk6w2mvzesor7yb2km5vuhidek',
	queue_id: '6b05559477ea64ceb8000001',
	outcome: 'completed',
	end_reason: 'agent_hung_up',
	queued_at: '2026-11-24T09:15:00Z',
	placed_at: '2026-11-24T09:15:03.136Z',
	recipient_number: '+14155552671',
	campaign_id: '6713c0f2a54d1b0c9e4f7a23',
	campaign_name: 'Long consultation',
	calling_number_id: '67120b7de1aa4c55d0b1c903',
	session_id: '6b05559502b8e1f1f7000001',
	transcript: 'Agent: Hello there, this is the assistant of the Dental Clinic. Am I speaking to the right person?\nRecipient: Hi, yes, speaking.\nAgent: You have a visit with us tomorrow. Shall I confirm it?\nRecipient: Yes please, I will be there.\nAgent: Great, it is confirmed. See you tomorrow!\nRecipient: Thank you, bye.',
	messages: [
		{
			role: 'agent',
			text: 'Hello there, this is the assistant of the Dental Clinic. Am I speaking to the right person?',
			at: null,
		},
		{
			role: 'recipient',
			text: 'Hi, yes, speaking.',
			at: '2026-11-24T09:15:28.216Z',
		},
		{
			role: 'agent',
			text: 'You have a visit with us tomorrow. Shall I confirm it?',
			at: '2026-11-24T09:15:28.466Z',
		},
		{
			role: 'recipient',
			text: 'Yes please, I will be there.',
			at: '2026-11-24T09:15:44.94Z',
		},
		{
			role: 'agent',
			text: 'Great, it is confirmed. See you tomorrow!',
			at: '2026-11-24T09:16:01.914Z',
		},
		{
			role: 'recipient',
			text: 'Thank you, bye.',
			at: '2026-11-24T09:16:18.388Z',
		},
	],
	dynamic_variables: {},
	metadata: {},
	warnings: [],
};

export const inboundCallEndedSample = {
	id: '6b0555948b68e63c96000002',
	duration_seconds: 58,
	duration_from: 'first_message_to_recipient_left',
	recording: 'https://app.iqra.bot/recordings/sample.wav',
	recording_url: 'https://app.iqra.bot/recordings/sample.wav',
	queue_id: '6b0555948b68e63c96000002',
	outcome: 'completed',
	end_reason: 'agent_hung_up',
	queued_at: '2026-11-24T09:15:00Z',
	placed_at: '2026-11-24T09:15:00.22Z',
	caller_number: '+14155550123',
	route_id: '6713d1b2a54d1b0c9e4f7b00',
	calling_number_id: '67120b7de1aa4c55d0b1c903',
	session_id: '6b05559402b8e1f1f7000002',
	transcript: 'Agent: Hello there, this is the assistant of the Dental Clinic. Am I speaking to the right person?\nRecipient: Hi, yes, speaking.\nAgent: You have a visit with us tomorrow. Shall I confirm it?\nRecipient: Yes please, I will be there.\nAgent: Great, it is confirmed. See you tomorrow!\nRecipient: Thank you, bye.',
	messages: [
		{
			role: 'agent',
			text: 'Hello there, this is the assistant of the Dental Clinic. Am I speaking to the right person?',
			at: null,
		},
		{
			role: 'recipient',
			text: 'Hi, yes, speaking.',
			at: '2026-11-24T09:15:11.967Z',
		},
		{
			role: 'agent',
			text: 'You have a visit with us tomorrow. Shall I confirm it?',
			at: '2026-11-24T09:15:12.217Z',
		},
		{
			role: 'recipient',
			text: 'Yes please, I will be there.',
			at: '2026-11-24T09:15:21.554Z',
		},
		{
			role: 'agent',
			text: 'Great, it is confirmed. See you tomorrow!',
			at: '2026-11-24T09:15:31.391Z',
		},
		{
			role: 'recipient',
			text: 'Thank you, bye.',
			at: '2026-11-24T09:15:40.728Z',
		},
	],
	warnings: [],
};

export const findCallSample = {
	id: '6b05559477ea64ceb8000001',
	duration_seconds: 100,
	duration_from: 'first_message_to_recipient_left',
	recording: 'https://app.iqra.bot/recordings/sample.wav',
	recording_url: 'https://app.iqra.bot/recordings/sample.wav',
	call_key: 'qk6w2mvzesor7yb2km5vuhidek',
	queue_id: '6b05559477ea64ceb8000001',
	outcome: 'completed',
	end_reason: 'agent_hung_up',
	queued_at: '2026-11-24T09:15:00Z',
	placed_at: '2026-11-24T09:15:03.136Z',
	recipient_number: '+14155552671',
	campaign_id: '6713c0f2a54d1b0c9e4f7a23',
	campaign_name: 'Long consultation',
	calling_number_id: '67120b7de1aa4c55d0b1c903',
	session_id: '6b05559502b8e1f1f7000001',
	transcript: 'Agent: Hello there, this is the assistant of the Dental Clinic. Am I speaking to the right person?\nRecipient: Hi, yes, speaking.\nAgent: You have a visit with us tomorrow. Shall I confirm it?\nRecipient: Yes please, I will be there.\nAgent: Great, it is confirmed. See you tomorrow!\nRecipient: Thank you, bye.',
	messages: [
		{
			role: 'agent',
			text: 'Hello there, this is the assistant of the Dental Clinic. Am I speaking to the right person?',
			at: null,
		},
		{
			role: 'recipient',
			text: 'Hi, yes, speaking.',
			at: '2026-11-24T09:15:28.216Z',
		},
		{
			role: 'agent',
			text: 'You have a visit with us tomorrow. Shall I confirm it?',
			at: '2026-11-24T09:15:28.466Z',
		},
		{
			role: 'recipient',
			text: 'Yes please, I will be there.',
			at: '2026-11-24T09:15:44.94Z',
		},
		{
			role: 'agent',
			text: 'Great, it is confirmed. See you tomorrow!',
			at: '2026-11-24T09:16:01.914Z',
		},
		{
			role: 'recipient',
			text: 'Thank you, bye.',
			at: '2026-11-24T09:16:18.388Z',
		},
	],
	dynamic_variables: {},
	metadata: {},
	warnings: [],
	status: 'ended',
	ended: true,
};

export const findConversationSample = {
	id: '6b05559502b8e1f1f7000001',
	queue_id: '6b05559477ea64ceb8000001',
	state: 'ended',
	end_reason: 'agent_hung_up',
	started_at: '2026-11-24T09:15:01.012Z',
	duration_seconds: 100,
	transcript: 'Agent: Hello there, this is the assistant of the Dental Clinic. Am I speaking to the right person?\nRecipient: Hi, yes, speaking.\nAgent: You have a visit with us tomorrow. Shall I confirm it?\nRecipient: Yes please, I will be there.\nAgent: Great, it is confirmed. See you tomorrow!\nRecipient: Thank you, bye.',
	messages: [
		{
			role: 'agent',
			text: 'Hello there, this is the assistant of the Dental Clinic. Am I speaking to the right person?',
			at: null,
		},
		{
			role: 'recipient',
			text: 'Hi, yes, speaking.',
			at: '2026-11-24T09:15:28.216Z',
		},
		{
			role: 'agent',
			text: 'You have a visit with us tomorrow. Shall I confirm it?',
			at: '2026-11-24T09:15:28.466Z',
		},
		{
			role: 'recipient',
			text: 'Yes please, I will be there.',
			at: '2026-11-24T09:15:44.94Z',
		},
		{
			role: 'agent',
			text: 'Great, it is confirmed. See you tomorrow!',
			at: '2026-11-24T09:16:01.914Z',
		},
		{
			role: 'recipient',
			text: 'Thank you, bye.',
			at: '2026-11-24T09:16:18.388Z',
		},
	],
	recording: 'https://app.iqra.bot/recordings/sample.wav',
};
