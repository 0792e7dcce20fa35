import { failure, success } from '../wire/answer.ts';
import type { Answer } from '../wire/answer.ts';
import { integerOf, textMapOf, textOf } from '../wire/json-model.ts';
import type { Model } from '../wire/json-model.ts';
import type { JsonObject } from '../wire/json-value.ts';
import { audioFormatRefusal, audioMemberRefusal } from './audio-rules.ts';
import { missingDeclared } from './declared-map.ts';
import { injectedFailure } from './injected-failure.ts';
import { permissionSets } from './operation.ts';
import type { Operation, OperationContext } from './operation.ts';

const audioModel: Model = { sampleRate: 'integer', bitsPerSample: 'integer', audioEncodingType: 'enum', audioEncodingFallbackMode: 'enum' };
const operationCode = 'InitiateWebSession';
const webRtc = 1;
const longestClientIdentifier = 256;

export const initiateWebSession: Operation = {
  name: 'initiateWebSession',
  method: 'POST',
  path: '/business/{businessId}/websession/initiate',
  codePrefix: operationCode,
  permissions: permissionSets.webSessionCall,
  needsEditing: true,
  body: {
    transportType: 'enum',
    webCampaignId: 'text',
    regionId: 'text',
    clientIdentifier: 'text',
    audioInputConfiguration: audioModel,
    audioOutputConfiguration: { ...audioModel, frameDurationMs: 'integer' },
    dynamicVariables: 'textMap',
    metadata: 'textMap',
  },
  requires: { texts: ['webCampaignId', 'regionId', 'clientIdentifier'], notNull: ['audioInputConfiguration', 'audioOutputConfiguration'] },
  run: (context) => {
    const refused = refusalOf(context);
    if (refused !== null) return failure(`${operationCode}:${refused}`, `Web session refused: ${refused}.`);
    if (context.fault?.kind === 'exception' || context.fault?.kind === 'failure') {
      if (context.fault.accepted) start(context);
      return injectedFailure(context, operationCode);
    }
    return start(context);
  },
};

function start(context: OperationContext): Answer {
  const { body, business, now, origin } = context;
  if (business === null) throw new Error('A web session needs a business.');
  const { session } = context.state.acceptWebSession({
    at: now,
    businessId: business.id,
    webCampaignId: textOf(body, 'webCampaignId') ?? '',
    clientIdentifier: textOf(body, 'clientIdentifier') ?? '',
    dynamicVariables: textMapOf(body, 'dynamicVariables') ?? {},
    metadata: textMapOf(body, 'metadata') ?? {},
  });
  return success({ sessionId: session.id, sessionWebSocketURL: `${origin.replace('http', 'ws')}/ws/session/${session.id}` });
}

/** The code of the first check that fails, in the server's order; `null` = all pass. */
function refusalOf(context: OperationContext): string | null {
  const { body } = context;
  const transport = integerOf(body, 'transportType') ?? 0;
  const own = memberRefusal(context, transport) ?? audioMemberRefusal(body);
  if (own !== null) return `${operationCode}:${own}`;
  const variables = variablesRefusal(context);
  if (variables !== null) return variables;
  const format = audioFormatRefusal(body, transport);
  return format === null ? null : `VALIDATION:${format}`;
}

function memberRefusal(context: OperationContext, transport: number): string | null {
  if (transport !== 0 && transport !== webRtc) return 'CONFIG_TRANSPORT_TYPE_INVALID';
  const region = context.state.options.tenancy.regions.get(textOf(context.body, 'regionId') ?? '');
  if (region === undefined) return 'REGION_NOT_FOUND';
  if (region.isDisabled) return 'REGION_DISABLED';
  if (!region.hasServers) return 'REGION_NO_SERVERS';
  if (!region.hasAvailableServers) return 'REGION_NO_AVAILABLE_SERVERS';
  const client = textOf(context.body, 'clientIdentifier') ?? '';
  if (client.length > longestClientIdentifier) return 'CONFIG_CLIENT_IDENTIFIER_TOO_LONG';
  return /[/\\]/.test(client) ? 'CONFIG_CLIENT_IDENTIFIER_INVALID' : null;
}

function variablesRefusal({ body, business }: OperationContext): string | null {
  const campaign = business?.webCampaigns.get(textOf(body, 'webCampaignId') ?? '');
  // As with calls, an unknown campaign is noticed only where it is first used.
  if (campaign === undefined) return `${operationCode}:EXCEPTION`;
  if (missing(body, 'dynamicVariables', campaign.dynamicVariables)) return `${operationCode}:CONFIG_DYNAMIC_VARIABLES_REQUIRED_NOT_FOUND`;
  return missing(body, 'metadata', campaign.metadata) ? 'QueueCallInitiationRequestAsync:CONFIG_METADATA_REQUIRED_NOT_FOUND' : null;
}

function missing(body: JsonObject, name: string, declared: Parameters<typeof missingDeclared>[1]): boolean {
  const map = textMapOf(body, name);
  return map !== null && missingDeclared(new Map(Object.entries(map)), declared) !== null;
}
