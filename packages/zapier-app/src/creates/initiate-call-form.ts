import { defineFields } from '@iqra-automation/core';
import type { PlainInputField } from 'zapier-platform-core';
import { drawnFields } from '../drawn-fields.ts';
import { initiateCallInputFields as drawn } from '../generated/initiate-call.fields.ts';
import { optionalDeclaredFields, requiredDeclaredFields } from './declared-fields.ts';

const advanced = 'advanced';

export const initiateCallGroups = [{ key: advanced, label: 'Advanced' }];

type DrawnField = (typeof drawn)[number];

/**
 * The place of each field, in the order of the form: what a first call needs stands in front, required fields first, and all else is
 * folded away. A field of core without a place here does not compile. `nowhere` = it does nothing in Zapier.
 */
const places = {
  recipient_number: 'front',
  campaign_id: 'front',
  event_key: 'front',
  calling_hours: 'front',
  scheduled_time: 'front',
  dynamic_variables: advanced,
  metadata: advanced,
  default_country: advanced,
  contact_time_zone: advanced,
  custom_hours: advanced,
  outside_hours: advanced,
  holiday_dates: advanced,
  do_not_call: advanced,
  max_calls_per_period: advanced,
  cap_period_hours: advanced,
  max_campaign_calls_per_day: advanced,
  keep_trying_for_seconds: advanced,
  start_guard_seconds: advanced,
  end_guard_seconds: advanced,
  allow_number_types: advanced,
  agent_id: advanced,
  number_id: advanced,
  check_before_sending: advanced,
  wait_to_settle: 'nowhere',
} as const satisfies Record<DrawnField['key'], 'front' | 'advanced' | 'nowhere'>;

function fieldsIn(place: 'front' | 'advanced'): PlainInputField[] {
  const keys = Object.entries(places).filter(([, one]) => one === place).map(([key]) => key);
  const fields = drawnFields(keys.flatMap((key) => drawn.filter((field) => field.key === key)));
  return place === advanced ? fields.map((field) => ({ ...field, group: advanced })) : fields;
}

/** Only Zapier's editor runs a step for a test; so the switch is described here and not in core's form (docs/decisions/0025-zapier-editor-test.md). */
export const realCallKey = 'really_call_when_testing';

export const realCallSwitch = defineFields({
  realCall: {
    kind: 'switch',
    required: false,
    label: 'Place a Real Call When Testing',
    help: 'Testing this step in the editor checks everything but calls nobody. Choose Yes to call the recipient when you test. It changes nothing once the Zap is on.',
    example: 'false',
    defaultValue: false,
  },
});

/** Text, because Zapier reads "off" in a field of type boolean as true, and the test would ring. */
export const realCallField: PlainInputField = {
  key: realCallKey,
  label: realCallSwitch.realCall.label,
  type: 'string',
  choices: { true: 'Yes', false: 'No' },
  required: false,
  default: 'false',
  helpText: realCallSwitch.realCall.help,
  group: advanced,
};

const front = fieldsIn('front');
const behind = fieldsIn(advanced);

/** What core describes, in the order of the form. */
export const describedFields: readonly PlainInputField[] = [...front, ...behind];

const required = front.filter((field) => field.required);
const eventKey = required.filter(({ key }) => key === 'event_key');

/**
 * The whole form. What the chosen campaign declares follows the campaign: what may not stay empty before the Event Key, so that
 * required fields come first, and the rest behind it.
 */
export const initiateCallForm = [
  ...required.filter((field) => !eventKey.includes(field)),
  requiredDeclaredFields,
  ...eventKey,
  optionalDeclaredFields,
  ...front.filter((field) => !required.includes(field)),
  ...behind,
  realCallField,
];
