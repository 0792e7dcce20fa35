import { defineApp, version as platformVersion } from 'zapier-platform-core';
import packageJson from '../package.json';
import { authentication } from './connection/authentication.ts';
import { callAndWait } from './creates/call-and-wait.ts';
import { initiateCall } from './creates/initiate-call.ts';
import { tryAgain } from './creates/try-again.ts';
import { getCallValue } from './hydrators/call-value.ts';
import { getConversationPart } from './hydrators/conversation.ts';
import { getRecording } from './hydrators/recording.ts';
import { findCall } from './searches/find-call.ts';
import { findAgent } from './searches/find-agent.ts';
import { findCalls } from './searches/find-calls.ts';
import { findCampaign } from './searches/find-campaign.ts';
import { findConversation } from './searches/find-conversation.ts';
import { findNumber } from './searches/find-number.ts';
import { agentList, campaignList, numberList } from './triggers/business-lists.ts';
import { callCompleted } from './triggers/call-completed.ts';
import { callList } from './triggers/call-list.ts';
import { inboundCallEnded } from './triggers/inbound-call-ended.ts';

const app = defineApp({
  version: packageJson.version,
  platformVersion,
  authentication,
  triggers: {
    [callCompleted.key]: callCompleted,
    [inboundCallEnded.key]: inboundCallEnded,
    [campaignList.key]: campaignList,
    [agentList.key]: agentList,
    [numberList.key]: numberList,
    [callList.key]: callList,
  },
  creates: { [initiateCall.key]: initiateCall, [callAndWait.key]: callAndWait, [tryAgain.key]: tryAgain },
  searches: {
    [findCall.key]: findCall,
    [findCalls.key]: findCalls,
    [findConversation.key]: findConversation,
    [findCampaign.key]: findCampaign,
    [findAgent.key]: findAgent,
    [findNumber.key]: findNumber,
  },
  hydrators: { getRecording, getConversationPart, getCallValue },
  // Core reads empty values as a person means them, and every request goes through `z.request`.
  flags: { cleanInputData: false, skipHttpPatch: true },
});

export default app;
