import { integerOf, objectOf } from '../wire/json-model.ts';
import type { JsonObject } from '../wire/json-value.ts';

/** AudioEncodingType. */
const encoding = { pcm: 1, wav: 2, muLaw: 3, aLaw: 4, g722: 5, g729: 6, opus: 7, mpeg: 8 } as const;
const webRtc = 1;
const webRtcCodecs: readonly number[] = [encoding.muLaw, encoding.aLaw, encoding.g722, encoding.opus];
const pcmBits: readonly number[] = [8, 16, 32];
const lowestPcmRate = 8_000;
const highestPcmRate = 48_000;
const shortestFrameMs = 20;
const longestFrameMs = 150;

/** The one form of each other codec. The server refuses only what misses both of its numbers. */
const fixedForms: Readonly<Record<number, { readonly rate: number; readonly bits: number }>> = {
  [encoding.muLaw]: { rate: 8_000, bits: 8 },
  [encoding.aLaw]: { rate: 8_000, bits: 8 },
  [encoding.g722]: { rate: 16_000, bits: 14 },
  [encoding.g729]: { rate: 8_000, bits: 8 },
  [encoding.opus]: { rate: 48_000, bits: 16 },
};

/** The members of the two audio configurations that are wrong on their own; `null` = none. */
export function audioMemberRefusal(body: JsonObject): string | null {
  for (const [name, audio] of [['INPUT', input(body)], ['OUTPUT', output(body)]] as const) {
    const type = integerOf(audio, 'audioEncodingType') ?? 0;
    if (type < encoding.pcm || type > encoding.mpeg) return `CONFIG_AUDIO_${name}_CONFIGURATION_AUDIO_ENCODING_TYPE_INVALID`;
  }
  const frame = integerOf(output(body), 'frameDurationMs') ?? 0;
  return frame < shortestFrameMs || frame > longestFrameMs ? 'CONFIG_AUDIO_OUTPUT_CONFIGURATION_FRAME_DURATION_MS_INVALID' : null;
}

/** What the two configurations cannot be together, or for their codecs; `null` = nothing. */
export function audioFormatRefusal(body: JsonObject, transport: number): string | null {
  const both = [input(body), output(body)];
  if (both.some((audio) => !hasFittingRate(audio))) return 'INVALID_SAMPLE_RATE';
  if (transport !== webRtc) return null;
  const types = both.map((audio) => integerOf(audio, 'audioEncodingType') ?? 0);
  if (types.some((type) => !webRtcCodecs.includes(type))) return 'WEBRTC_UNSUPPORTED_FORMAT';
  return types[0] === types[1] ? null : 'WEBRTC_ASYMMETRY';
}

function hasFittingRate(audio: JsonObject): boolean {
  const type = integerOf(audio, 'audioEncodingType') ?? 0;
  const rate = integerOf(audio, 'sampleRate') ?? 0;
  const bits = integerOf(audio, 'bitsPerSample') ?? 0;
  if (type === encoding.pcm || type === encoding.wav) return pcmBits.includes(bits) && rate >= lowestPcmRate && rate <= highestPcmRate;
  const form = fixedForms[type];
  return form === undefined || rate === form.rate || bits === form.bits;
}

function input(body: JsonObject): JsonObject {
  return objectOf(body, 'audioInputConfiguration') ?? {};
}

function output(body: JsonObject): JsonObject {
  return objectOf(body, 'audioOutputConfiguration') ?? {};
}
