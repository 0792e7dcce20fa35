import { regionIds, webCampaignIds } from '../seed.ts';
import { failure, success } from '../wire/answer.ts';
import type { Answer } from '../wire/answer.ts';
import { integerOf, objectOf, textMapOf, textOf } from '../wire/json-model.ts';
import type { Model } from '../wire/json-model.ts';
import type { JsonObject } from '../wire/json-value.ts';
import { injectedFailure } from './injected-failure.ts';
import { permissionSets } from './operation.ts';
import type { Operation, OperationContext } from './operation.ts';

const audioModel: Model = { sampleRate: 'integer', bitsPerSample: 'integer', audioEncodingType: 'integer', audioEncodingFallbackMode: 'integer' };
const sampleRates: readonly number[] = [8_000, 16_000, 24_000, 32_000, 44_100, 48_000];
const opus = 7;
const webRtc = 1;

export const initiateWebSession: Operation = {
  name: 'initiateWebSession',
  method: 'POST',
  path: '/business/{businessId}/websession/initiate',
  codePrefix: 'InitiateWebSession',
  permissions: permissionSets.webSessionCall,
  needsEditing: true,
  body: {
    transportType: 'integer',
    webCampaignId: 'text',
    regionId: 'text',
    clientIdentifier: 'text',
    audioInputConfiguration: audioModel,
    audioOutputConfiguration: { ...audioModel, frameDurationMs: 'integer' },
    dynamicVariables: 'textMap',
    metadata: 'textMap',
  },
  run: (context) => {
    const refused = refusalOf(context.body);
    if (refused !== null) return failure(`InitiateWebSession:InitiateWebSession:${refused}`, `Web session refused: ${refused}.`);
    if (context.fault?.kind === 'exception' || context.fault?.kind === 'failure') {
      if (context.fault.accepted) start(context);
      return injectedFailure(context, 'InitiateWebSession');
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

/** The first check that fails, in the order of the server's code list; `null` = all pass. */
function refusalOf(body: JsonObject): string | null {
  const transport = integerOf(body, 'transportType') ?? 0;
  if (transport !== 0 && transport !== webRtc) return 'CONFIG_TRANSPORT_TYPE_INVALID';
  const campaign = textOf(body, 'webCampaignId') ?? '';
  if (campaign.trim() === '') return 'CONFIG_WEB_CAMPAIGN_ID_NOT_FOUND';
  if (campaign !== webCampaignIds.siteWidget) return 'EXCEPTION';
  return regionRefusal(textOf(body, 'regionId') ?? '') ?? clientRefusal(textOf(body, 'clientIdentifier') ?? '') ?? audioRefusal(body, transport);
}

function regionRefusal(region: string): string | null {
  if (region.trim() === '') return 'CONFIG_REGION_ID_NOT_FOUND';
  if (region === regionIds.disabled) return 'REGION_DISABLED';
  if (region === regionIds.noServers) return 'REGION_NO_SERVERS';
  if (region === regionIds.busy) return 'REGION_NO_AVAILABLE_SERVERS';
  return region === regionIds.open ? null : 'REGION_NOT_FOUND';
}

function clientRefusal(client: string): string | null {
  if (client.trim() === '') return 'CONFIG_CLIENT_IDENTIFIER_NOT_FOUND';
  if (client.length > 256) return 'CONFIG_CLIENT_IDENTIFIER_TOO_LONG';
  return /[/\\]/.test(client) ? 'CONFIG_CLIENT_IDENTIFIER_INVALID' : null;
}

function audioRefusal(body: JsonObject, transport: number): string | null {
  const input = objectOf(body, 'audioInputConfiguration');
  const output = objectOf(body, 'audioOutputConfiguration');
  for (const [name, audio] of [['INPUT', input], ['OUTPUT', output]] as const) {
    if (audio === null) return `CONFIG_AUDIO_${name}_CONFIGURATION_NOT_FOUND`;
    const encoding = integerOf(audio, 'audioEncodingType') ?? 0;
    if (encoding < 1 || encoding > 8) return `CONFIG_AUDIO_${name}_CONFIGURATION_AUDIO_ENCODING_TYPE_INVALID`;
  }
  if (input === null || output === null) return null;
  const frame = integerOf(output, 'frameDurationMs') ?? 0;
  if (frame < 20 || frame > 150) return 'CONFIG_AUDIO_OUTPUT_CONFIGURATION_FRAME_DURATION_MS_INVALID';
  const formats = [input, output].map((audio) => ({ rate: integerOf(audio, 'sampleRate') ?? 0, encoding: integerOf(audio, 'audioEncodingType') }));
  if (formats.some(({ rate }) => !sampleRates.includes(rate))) return 'VALIDATION:INVALID_SAMPLE_RATE';
  if (transport !== webRtc) return null;
  if (formats.some(({ encoding }) => encoding !== opus)) return 'VALIDATION:WEBRTC_UNSUPPORTED_FORMAT';
  return formats[0]?.rate === formats[1]?.rate ? null : 'VALIDATION:WEBRTC_ASYMMETRY';
}
