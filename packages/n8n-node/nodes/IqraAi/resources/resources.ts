import { callResource } from './call/call.resource.ts';
import { campaignResource } from './campaign/campaign.resource.ts';
import { conversationResource } from './conversation/conversation.resource.ts';
import { inboundCallResource } from './inbound-call/inbound-call.resource.ts';
import type { Operation, Resource } from './step.ts';
import { usageResource } from './usage/usage.resource.ts';
import { webSessionResource } from './web-session/web-session.resource.ts';

/** What the node offers, sorted by name as n8n wants it. */
export const resources: readonly Resource[] = [callResource, campaignResource, conversationResource, inboundCallResource, usageResource, webSessionResource];

/** `undefined` for a combination that the form does not offer. */
export function findOperation(resource: unknown, operation: unknown): Operation | undefined {
	return resources.find(({ value }) => value === resource)?.operations.find(({ value }) => value === operation);
}
