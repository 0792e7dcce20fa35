import { checkCampaigns } from '@iqra-automation/core';
import { findingRows } from '@iqra-automation/core/testing';
import { at, callback, callsBack, checkOf, ids, setupOf, soundWorld, tool, withWorld, type Changes } from './campaign-world.ts';

const codesOf = async (changes: Changes, countries?: unknown): Promise<string[]> => (await checkOf(changes, countries)).findings.map(({ code }) => code);
const off = { disabledAt: '2026-11-01T00:00:00Z', publicReason: 'Unpaid invoice' };
const declared = (isRequired: boolean): Changes => [{ at: at.campaign('variables', 'dynamicVariables'), value: [{ key: 'customer_name', isRequired, isEmptyOrNullAllowed: false }] }];
const action = (name: string, toolId: string) => ({ at: at.action(name), value: { toolId, arguments: {} } });
const tools = (...more: ReturnType<typeof tool>[]) => ({ at: at.tools, value: [callback, ...more] });

test('a campaign that is set up well is ready, and nothing is said about it', async () => {
  expect(await checkOf([])).toEqual({
    campaignId: ids.campaign,
    campaignName: 'Appointment reminders',
    maxCallTimeSeconds: 600,
    ready: true,
    summary: 'Nothing was found that goes wrong.',
    findings: [],
  });
});

const cases: readonly (readonly [what: string, changes: Changes, codes: readonly string[]])[] = [
  ['placing calls is switched off', [{ at: [...at.permission, 'makeCall'], value: { Full: off } }], ['CALLS_SWITCHED_OFF']],
  ['the business may not be edited', [{ at: [...at.permission, 'businessPermissions'], value: { Editing: off } }], ['QUEUE_NOT_READABLE']],
  ['conversations may not be read', [{ at: [...at.permission, 'conversations', 'conversationPermissions'], value: { Retrieving: off } }], ['QUEUE_NOT_READABLE']],
  ['outbound calls may not be read', [{ at: [...at.permission, 'conversations', 'outbound'], value: { Full: off } }], ['QUEUE_NOT_READABLE']],
  ['inbound calls may not be read', [{ at: [...at.permission, 'conversations', 'inbound'], value: { Full: off } }], []],
  ['a right that was given back', [{ at: [...at.permission, 'makeCall'], value: { Full: { disabledAt: null, publicReason: 'Unpaid invoice' } } }], []],
  ['no agent is chosen', [{ at: at.campaign('agent', 'selectedAgentId'), value: '' }], ['AGENT_MISSING']],
  ['the agent was deleted', [{ at: at.campaign('agent', 'selectedAgentId'), value: '6713c0f2a54d1b0c9e4f0aff' }], ['AGENT_DELETED']],
  ['no script is chosen', [{ at: at.campaign('agent', 'openingScriptId'), value: '' }], ['SCRIPT_MISSING']],
  ['the script was deleted', [{ at: at.scripts, value: [] }], ['SCRIPT_MISSING']],
  ['no greeting in the language of the campaign', [{ at: at.greeting, value: { ar: 'مرحبا', en: ' ' } }], ['GREETING_MISSING']],
  ['no greeting, but the person speaks first', [{ at: at.greeting, value: {} }, { at: at.opening, value: 1 }], []],
  ['a greeting with a variable that is not declared', [{ at: at.greeting, value: { en: 'Hello {{customer_name}}, {{customer_name}}!' } }], ['GREETING_VARIABLE_OPTIONAL']],
  ['a greeting with a required variable', [{ at: at.greeting, value: { en: 'Hello {{customer_name}}!' } }, ...declared(true)], []],
  ['a greeting with an optional variable', [{ at: at.greeting, value: { en: 'Hello {{customer_name}}!' } }, ...declared(false)], ['GREETING_VARIABLE_OPTIONAL']],
  ['a greeting with blanks in the braces', [{ at: at.greeting, value: { en: 'Hello {{ customer_name }}!' } }, ...declared(true)], ['GREETING_VARIABLE_WITH_BLANKS']],
  ['calls may last 0 seconds', [{ at: at.campaign('configuration', 'timeouts', 'maxCallTimeS'), value: 0 }], ['CALL_TIME_ZERO']],
  ['no default number', [{ at: at.campaign('numberRoute', 'defaultNumberId'), value: '' }], ['NUMBER_MISSING']],
  ['a route without a number', [{ at: at.campaign('numberRoute', 'routeNumberList', 'GB'), value: null }], ['NUMBER_MISSING']],
  ['the default number was deleted', [{ at: at.campaign('numberRoute', 'defaultNumberId'), value: '6713c0f2a54d1b0c9e4f0bff' }], ['NUMBER_DELETED']],
  ['the number of a route was deleted', [{ at: at.campaign('numberRoute', 'routeNumberList', 'DE'), value: '6713c0f2a54d1b0c9e4f0bff' }], ['NUMBER_DELETED']],
  ['the default number has no voice', [{ at: at.campaign('numberRoute', 'defaultNumberId'), value: ids.numbers.noVoice }], ['NUMBER_WITHOUT_VOICE']],
  ['the integration of the numbers was deleted', [{ at: at.integrations, value: [] }], ['NUMBER_WITHOUT_INTEGRATION', 'NUMBER_WITHOUT_INTEGRATION']],
  ['a number of a SIP trunk', [{ at: at.campaign('numberRoute', 'defaultNumberId'), value: ids.numbers.sip }], ['PROVIDER_CANNOT_CALL']],
  ['a number of Vonage', [{ at: [...at.number(0), 'provider'], value: 3 }], ['PROVIDER_CANNOT_CALL']],
  ['a number of Telnyx', [{ at: [...at.number(0), 'provider'], value: 4 }], ['PROVIDER_CANNOT_CALL']],
  ['a number of a provider that nobody knows', [{ at: [...at.number(0), 'provider'], value: 77 }], ['PROVIDER_CANNOT_CALL']],
  ['a number of ModemTel', [{ at: at.campaign('numberRoute', 'defaultNumberId'), value: ids.numbers.modemTel }], ['PROVIDER_TELLS_NO_END']],
  ['voicemail detection is off', [{ at: at.campaign('voicemailDetection', 'isEnabled'), value: false }], ['VOICEMAIL_DETECTION_OFF']],
  ['a server that tells nothing of voicemail', [{ at: at.campaign('voicemailDetection') }], []],
  ['it is set to call again', [{ at: at.campaign('configuration', 'retryOnMiss', 'enabled'), value: true }], ['RETRY_NOT_RUN']],
  ['post-call analysis is on', [{ at: at.campaign('postAnalysis', 'postAnalysisId'), value: 'p1' }], ['POST_ANALYSIS_NOT_READABLE']],
  ['an action that never runs', [action('callAnsweredTool', 'callback')], ['ACTION_NEVER_RUNS', 'CALLBACK_WITHOUT_ADDRESS']],
  ['the tool of an action was deleted', [action('callInitiatedTool', 'gone')], ['ACTION_TOOL_DELETED']],
  ['a tool that posts nothing', [tools(tool('t', { bodyType: 0 })), action('callInitiatedTool', 't')], ['TOOL_WITHOUT_BODY']],
  ['a tool that gets without a body', [tools(tool('t', { bodyType: 0, requestType: 0 })), action('callInitiatedTool', 't')], []],
  ['a tool that nobody uses', [tools(tool('t', { bodyType: 0 }))], []],
  ['a tool of the script', [tools(tool('t', { bodyType: 0 })), { at: at.scripts, value: [{ id: ids.script, nodes: [{ id: 'n', toolId: 't' }] }] }], ['TOOL_WITHOUT_BODY']],
  ...['end', 'if', 'for', 'capture', 'null'].map((id) => [
    `a tool with the argument ${id}`,
    [tools(tool('t', { inputSchemea: [{ id, name: { en: 'x' } }] })), action('callInitiatedTool', 't')],
    ['TOOL_ARGUMENT_RESERVED'],
  ] as const),
  ['a callback whose argument is a part of the metadata', [{ at: at.action('callEndedTool'), value: { ...callsBack, arguments: { call: ' {={call_queue_metadata}=}' } } }], ['CALLBACK_WITHOUT_ADDRESS']],
  ['a callback while the phone rings', [{ at: at.action('callInitiatedTool'), value: callsBack }], ['CALLBACK_TOO_EARLY']],
  ['a callback after some ends only', [action('callMissedTool', '')], ['CALLBACK_INCOMPLETE']],
  ['a tool whose address only contains the one of the run', [{ at: at.tools, value: [{ ...callback, ...tool('callback', { endpoint: 'https://x.example/?u={{ call.iqra_resume_url }}' }) }] }], ['NO_CALLBACK']],
  ['no callback', [{ at: at.tools, value: [tool('callback')] }], ['NO_CALLBACK']],
];

test.each(cases)('%s', async (_what, changes, codes) => {
  const check = await checkOf(changes);
  expect(check.findings.map(({ code }) => code)).toEqual(codes);
  expect(check.ready).toBe(check.findings.every(({ severity }) => severity !== 'error'));
});

test('every finding of the table is found by one of these cases, or by those of the countries', () => {
  const ofCountries = ['NO_ROUTE', 'NO_ROUTE_OF_ITS_OWN'];
  expect([...new Set([...cases.flatMap(([, , codes]) => codes), ...ofCountries])].toSorted()).toEqual(Object.keys(findingRows).toSorted());
});

describe('where the recipients are', () => {
  const noDefault: Changes = [{ at: at.campaign('numberRoute', 'defaultNumberId'), value: '' }];

  test.each([
    ['US', []],
    ['United Kingdom, usa', []],
    [['GB', 'US'], []],
    ['DE', ['NO_ROUTE']],
    ['JE, GG', ['NO_ROUTE_OF_ITS_OWN', 'NO_ROUTE_OF_ITS_OWN']],
    ['CA', ['NO_ROUTE']],
  ])('%j', async (countries, codes) => {
    expect(await codesOf([], countries)).toEqual(codes);
  });

  test('the sentence names the country, the number, and the route that is not taken', async () => {
    const { findings } = await checkOf([], 'JE');
    expect(findings[0]?.sentence).toBe('Jersey has the country code of United Kingdom but does not take its route: people there are called from the default number +14155550100.');
  });

  test('what nobody calls from is a warning; what somebody does is an error', async () => {
    expect((await checkOf(noDefault, 'GB')).findings).toMatchObject([{ code: 'NUMBER_MISSING', severity: 'warning' }]);
    expect((await checkOf(noDefault, 'GB, US')).findings).toMatchObject([{ code: 'NUMBER_MISSING', severity: 'error' }]);
    const noRoute: Changes = [{ at: at.campaign('numberRoute', 'routeNumberList', 'GB'), value: null }];
    expect((await checkOf(noRoute, 'US')).findings).toMatchObject([{ code: 'NUMBER_MISSING', severity: 'warning' }]);
    expect((await checkOf(noRoute, 'GB')).ready).toBe(false);
  });

  test('what is no country is refused', async () => {
    await expect(checkOf([], 'Atlantis')).rejects.toMatchObject({ kind: 'input', problems: [{ field: 'recipientCountries' }] });
  });
});

test('a finding says what goes wrong and what to do; the reason of the operator stands in it', async () => {
  const check = await checkOf([{ at: [...at.permission, 'makeCall'], value: { Full: off } }, { at: at.scripts, value: [] }, { at: at.campaign('voicemailDetection', 'isEnabled'), value: false }]);
  expect(check.summary).toBe('Found 2 errors and 1 warning.');
  expect(check.findings[0]).toEqual({
    code: 'CALLS_SWITCHED_OFF',
    severity: 'error',
    sentence: 'Placing calls is switched off for this business, so the server refuses every call. The server gives the reason: Unpaid invoice.',
    nextStep: 'Ask the operator of your Iqra server; no API key can switch it on.',
  });
});

test('campaigns are chosen by id, by exact name, or all, sorted by name; one that is not there is said', async () => {
  await withWorld(soundWorld(), async (_sandbox, client) => {
    const names = async (by: 'id' | 'name', campaignId = '') => (await checkCampaigns(client, { campaignId }, by)).map(({ campaignName }) => campaignName);
    expect(await names('name', ' SIP trunk ')).toEqual(['SIP trunk']);
    const all = await names('id');
    expect(all).toEqual(all.toSorted((a, b) => a.localeCompare(b, 'en')));
    expect(all).toHaveLength(8);
    await expect(names('id', '6713c0f2a54d1b0c9e4fffff')).rejects.toMatchObject({ kind: 'not_found', code: 'CAMPAIGN_NOT_FOUND' });
    await expect(names('name', 'SIP')).rejects.toMatchObject({ kind: 'input' });
  });
});

test('a business that lacks parts, or holds things of other kinds, is read as far as it goes', async () => {
  const odd = soundWorld([{ at: at.tools, value: null }, { at: at.scripts, value: 'x' }, { at: at.campaign('actions'), value: 7 }, { at: at.campaign('numberRoute') }]);
  expect(await setupOf(odd)).toMatchObject({ tools: [], scripts: [] });
});

describe('what the check says of a campaign is what the server does with its calls', () => {
  /** A US number whose call goes as calls usually go. */
  const recipient = '+14155552671';
  const values = { metadata: { crm_id: '1', tag: '' }, dynamicVariables: { customer_name: 'Amina' } };
  const call = { recipientNumber: recipient, agentId: null, callingNumberId: null, scheduled: false, ...values };

  test('each campaign of the recorded world', async () => {
    await withWorld(soundWorld(), async (sandbox, client) => {
      const checks = await checkCampaigns(client, { recipientCountries: 'US' }, 'id');
      const fates: Record<string, boolean> = {};
      for (const { campaignId, campaignName } of checks) {
        const startMs = sandbox.now();
        const answer = await client.dial({
          ...call,
          campaignId,
          startMs,
          latestStartMs: startMs + 600_000,
        });
        await sandbox.advance(120_000);
        fates[campaignName] = answer.kind === 'queued' && (await client.getCall(answer.queueId)).value.progress !== 'canceled';
      }
      expect(Object.fromEntries(checks.map(({ campaignName, ready }) => [campaignName, ready]))).toEqual(fates);
      expect(new Set(Object.values(fates))).toEqual(new Set([true, false]));
    });
  });
});
