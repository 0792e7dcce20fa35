import type { CatalogueRow } from './define-errors.ts';

function row(match: string, code: string, kind: CatalogueRow['kind'], sentence: string, nextStep: string): CatalogueRow {
  return { match: `InitiateWebSession:${match}`, code, kind, sentence, nextStep, placement: 'not_placed' };
}

const chooseAnother = 'Choose another value in the web campaign or region and try again.';
const tryLater = 'Try again in a few minutes.';

/** Refusals of starting a browser conversation, which this product reads about but does not start. */
export const webSessionRows: readonly CatalogueRow[] = [
  row('CONFIG_TRANSPORT_TYPE_INVALID', 'WEB_SESSION_INPUT', 'input', 'The transport type of the web session is not known.', chooseAnother),
  row('CONFIG_WEB_CAMPAIGN_ID_NOT_FOUND', 'WEB_SESSION_INPUT', 'input', 'The web session names no web campaign.', chooseAnother),
  row('CAMPAIGN_NOT_FOUND', 'WEB_CAMPAIGN_NOT_FOUND', 'not_found', 'The web campaign was not found.', chooseAnother),
  row('CONFIG_REGION_ID_NOT_FOUND', 'WEB_SESSION_INPUT', 'input', 'The web session names no region.', chooseAnother),
  row('REGION_NOT_FOUND', 'REGION_NOT_FOUND', 'not_found', 'The region was not found.', chooseAnother),
  row('REGION_DISABLED', 'REGION_DISABLED', 'disabled', 'The region is disabled.', chooseAnother),
  row('REGION_NO_SERVERS', 'REGION_BUSY', 'server', 'The region has no servers.', chooseAnother),
  row('REGION_NO_AVAILABLE_SERVERS', 'REGION_BUSY', 'server', 'No server of the region is free.', tryLater),
  row('CONFIG_CLIENT_IDENTIFIER_NOT_FOUND', 'WEB_SESSION_INPUT', 'input', 'The web session names no client identifier.', chooseAnother),
  row('CONFIG_CLIENT_IDENTIFIER_TOO_LONG', 'WEB_SESSION_INPUT', 'input', 'The client identifier is longer than 256 characters.', chooseAnother),
  row('CONFIG_CLIENT_IDENTIFIER_INVALID', 'WEB_SESSION_INPUT', 'input', 'The client identifier may not contain slashes.', chooseAnother),
  row('CONFIG_AUDIO_INPUT_CONFIGURATION_NOT_FOUND', 'WEB_SESSION_INPUT', 'input', 'The audio input settings are missing.', chooseAnother),
  row('CONFIG_AUDIO_OUTPUT_CONFIGURATION_NOT_FOUND', 'WEB_SESSION_INPUT', 'input', 'The audio output settings are missing.', chooseAnother),
  row('CONFIG_AUDIO_INPUT_CONFIGURATION_AUDIO_ENCODING_TYPE_INVALID', 'WEB_SESSION_INPUT', 'input', 'The audio input encoding is not known.', chooseAnother),
  row('CONFIG_AUDIO_OUTPUT_CONFIGURATION_AUDIO_ENCODING_TYPE_INVALID', 'WEB_SESSION_INPUT', 'input', 'The audio output encoding is not known.', chooseAnother),
  row('CONFIG_AUDIO_OUTPUT_CONFIGURATION_FRAME_DURATION_MS_INVALID', 'WEB_SESSION_INPUT', 'input', 'The frame duration is out of range.', chooseAnother),
  row('CONFIG_DYNAMIC_VARIABLES_REQUIRED_NOT_FOUND', 'VARIABLE_REQUIRED', 'input', 'A required dynamic variable is missing or empty.', 'Fill in every required variable.'),
  row('QueueCallInitiationRequestAsync:CONFIG_METADATA_REQUIRED_NOT_FOUND', 'METADATA_REQUIRED', 'input', 'Required metadata is missing or empty.', 'Fill in every required metadata key.'),
  row('WEB_SESSION_ADD_DB_FAIL', 'SERVER_DATABASE', 'server', 'The web session could not be stored.', tryLater),
  row('BACKEND_CALL_PROCESS_FAIL', 'SERVER_BUSY', 'server', 'No server could take the web session.', tryLater),
  { ...row('', '', 'input', 'The sample rate is not supported.', chooseAnother), match: 'VALIDATION:INVALID_SAMPLE_RATE', code: 'WEB_SESSION_INPUT' },
  { ...row('', '', 'input', 'The audio format is not supported over WebRTC.', chooseAnother), match: 'VALIDATION:WEBRTC_UNSUPPORTED_FORMAT', code: 'WEB_SESSION_INPUT' },
  { ...row('', '', 'input', 'Audio input and output must match over WebRTC.', chooseAnother), match: 'VALIDATION:WEBRTC_ASYMMETRY', code: 'WEB_SESSION_INPUT' },
];
