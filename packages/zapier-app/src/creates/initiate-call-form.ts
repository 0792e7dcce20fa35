import { defineFields } from '@iqra-automation/core';
import type { PlainInputField } from 'zapier-platform-core';
import { initiateCallInputFields as rendered } from '../generated/initiate-call.fields.ts';
import { declaredVariableFields } from './declared-variables.ts';

export const initiateCallGroups = [
  { key: 'who', label: 'Who' },
  { key: 'campaign', label: 'Which Campaign' },
  { key: 'variables', label: 'Variables' },
  { key: 'when', label: 'When' },
  { key: 'safety', label: 'Safety' },
];

const drawn = Object.values(rendered).flat();
type DrawnField = (typeof drawn)[number];

/** Which group shows which field, in the order of the form; a field of core without a place here does not compile. */
const places = {
  recipient_number: 'who',
  default_country: 'who',
  allow_number_types: 'who',
  campaign_id: 'campaign',
  agent_id: 'campaign',
  number_id: 'campaign',
  dynamic_variables: 'variables',
  metadata: 'variables',
  scheduled_time: 'when',
  contact_time_zone: 'when',
  calling_hours: 'when',
  custom_hours: 'when',
  holiday_dates: 'when',
  outside_hours: 'when',
  start_guard_seconds: 'when',
  end_guard_seconds: 'when',
  keep_trying_for_seconds: 'when',
  event_key: 'safety',
  do_not_call: 'safety',
  max_calls_per_period: 'safety',
  cap_period_hours: 'safety',
  check_before_sending: 'safety',
  wait_to_settle: 'safety',
} as const satisfies Record<DrawnField['key'], string>;

function fieldsOf(group: string): PlainInputField[] {
  return Object.entries(places)
    .filter(([, place]) => place === group)
    .flatMap(([key]) => drawn.filter((field) => field.key === key))
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- A rendered literal is read-only; Zapier's type of it is not.
    .map((field) => ({ ...(field as PlainInputField), group }));
}

/** Only Zapier's editor runs a step for a test; so the switch is described here and not in core's form. */
export const reallyCallKey = 'really_call_when_testing';

export const reallyCallSwitch = defineFields({
  reallyCall: {
    kind: 'switch',
    required: false,
    label: 'Really Call When Testing',
    help: 'Testing this step in the editor checks your values but calls nobody. Choose yes to place a real call to the recipient when you test. It changes nothing once the Zap is on.',
    example: 'false',
    defaultValue: false,
  },
});

const reallyCallField: PlainInputField = {
  key: reallyCallKey,
  label: reallyCallSwitch.reallyCall.label,
  type: 'boolean',
  required: false,
  default: 'false',
  helpText: reallyCallSwitch.reallyCall.help,
  group: 'safety',
};

/** The whole form. The variables that the chosen campaign declares stand before the dictionary for further ones. */
export const initiateCallForm = [
  ...fieldsOf('who'),
  ...fieldsOf('campaign'),
  declaredVariableFields,
  ...fieldsOf('variables'),
  ...fieldsOf('when'),
  ...fieldsOf('safety'),
  reallyCallField,
];
