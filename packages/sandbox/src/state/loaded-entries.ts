import type { SessionStatus, EndType, QueueStatus } from '../calls/call-plan.ts';
import type { Place } from './place.ts';
import type { ConversationEntry, InboundEntry, LoadedRecords, OutboundEntry, Party, UsageEntry, WebSessionEntry } from './entries.ts';
import type { StoredTurn } from './stored-turn.ts';

/** Queue entries are kept by kind in one collection; other kinds are not shown. */
const entryType = { inbound: 1, outbound: 2 } as const;

/** The stored records of a world file. What they hold stays as it is, whatever the clock says. Throws `BadWorld`. */
export function loadedRecords(world: Place): LoadedRecords {
  return {
    outbound: world.items('outbound').filter((entry) => entry.number('type') === entryType.outbound).map(outbound),
    inbound: world.items('inbound').filter((entry) => entry.number('type') === entryType.inbound).map(inbound),
    conversations: world.items('conversations').map(conversation),
    webSessions: world.items('webSessions').map(webSession),
    usage: world.items('usage').map(usage),
  };
}

function queueState(entry: Place) {
  const state = {
    status: entry.number('status') as QueueStatus,
    processingStartedAt: entry.momentOrNull('processingStartedAt'),
    completedAt: entry.momentOrNull('completedAt'),
    sessionId: entry.textOrNull('sessionId'),
  };
  return () => state;
}

function outbound(entry: Place): OutboundEntry {
  return {
    id: entry.text('id'),
    businessId: entry.number('businessId'),
    createdAt: entry.moment('createdAt'),
    campaignId: entry.textOrNull('campaignId'),
    numberId: entry.text('callingNumberId'),
    provider: entry.number('callingNumberProvider'),
    recipientNumber: entry.text('recipientNumber'),
    scheduledFor: entry.moment('scheduledForDateTime'),
    dynamicVariables: entry.textMapOrNull('dynamicVariables'),
    metadata: entry.textMapOrNull('metadata'),
    stateAt: queueState(entry),
  };
}

function inbound(entry: Place): InboundEntry {
  return {
    id: entry.text('id'),
    businessId: entry.number('businessId'),
    createdAt: entry.moment('createdAt'),
    numberId: entry.text('routeNumberId'),
    provider: entry.number('routeNumberProvider'),
    routeId: entry.textOrNull('routeId'),
    callerNumber: entry.text('callerNumber'),
    stateAt: queueState(entry),
  };
}

function webSession(entry: Place): WebSessionEntry {
  const status = entry.number('status');
  const sessionId = entry.textOrNull('sessionId');
  return {
    id: entry.text('id'),
    businessId: entry.number('businessId'),
    createdAt: entry.moment('createdAt'),
    webCampaignId: entry.text('webCampaignId'),
    clientIdentifier: entry.text('clientIdentifier'),
    dynamicVariables: entry.textMapOrNull('dynamicVariables') ?? {},
    metadata: entry.textMapOrNull('metadata') ?? {},
    statusAt: () => status,
    sessionIdAt: () => sessionId,
  };
}

function conversation(entry: Place): ConversationEntry {
  const state = { state: entry.number('status') as SessionStatus, endType: entry.number('endType') as EndType, endTime: entry.momentOrNull('endTime') };
  const clients = entry.items('clients').map((party) => partyOf(party, 'clientId', 'clientType'));
  const agents = entry.items('agents').map((party) => partyOf(party, 'agentId', 'agentType'));
  const turns = entry.items('turns').map(turnOf);
  return {
    id: entry.text('id'),
    businessId: entry.number('businessId'),
    queueId: entry.textOrNull('queueId'),
    webSessionId: entry.textOrNull('webSessionId'),
    initiation: entry.number('sessionInitiationType'),
    startedAt: entry.moment('startTime'),
    stateAt: () => state,
    clientsAt: () => clients,
    agentsAt: () => agents,
    turnsAt: () => turns,
  };
}

function partyOf(party: Place, idName: string, typeName: string): Party {
  return {
    id: party.text(idName),
    type: party.number(typeName),
    joinedAt: party.momentOrNull('joinedAt'),
    leftAt: party.momentOrNull('leftAt'),
    leaveReason: party.textOrNull('leaveReason'),
  };
}

function turnOf(turn: Place): StoredTurn {
  const user = turn.partOrNull('userInput');
  const system = turn.partOrNull('systemInput');
  const response = turn.partOrNull('response');
  const tool = response?.partOrNull('toolExecution') ?? null;
  return {
    id: turn.text('id'),
    sequence: turn.number('sequence'),
    type: turn.number('type'),
    userInput: user === null ? null : { transcribedText: user.textOrNull('transcribedText'), startedSpeakingAt: user.text('startedSpeakingAt') },
    systemInput: system === null ? null : { type: system.text('type') },
    toolResultInput: null,
    response:
      response === null
        ? null
        : {
            agentId: response.text('agentId'),
            type: response.number('type'),
            llmProcessStartedAt: response.textOrNull('llmProcessStartedAt'),
            llmStreamingStartedAt: response.textOrNull('llmStreamingStartedAt'),
            spokenSegments: response.items('spokenSegments').map((segment) => ({ text: segment.text('text') })),
            toolExecution: tool === null ? null : { rawLLMInput: tool.textOrNull('rawLLMInput') },
          },
    createdAt: turn.text('createdAt'),
  };
}

function usage(entry: Place): UsageEntry {
  return {
    id: entry.text('id'),
    userEmail: entry.text('businessMasterUserEmail'),
    businessId: entry.number('businessId'),
    createdAt: entry.moment('createdAt'),
    planId: entry.text('planId'),
    description: entry.text('description'),
    sourceType: entry.number('sourceType'),
    sourceId: entry.text('sourceId'),
    consumedFeatures: entry.items('consumedFeatures').map((feature) => ({
      featureKey: feature.value('featureKey'),
      type: feature.number('type'),
      quantity: feature.value('quantity'),
      appliedUnitUsage: feature.value('appliedUnitUsage'),
      totalUsage: feature.value('totalUsage'),
    })),
  };
}
