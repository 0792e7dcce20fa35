import {
  type CallQuestion,
  checkEventKey,
  inputError,
  type InputProblem,
  normalizePhoneNumber,
} from '@iqra-automation/core';

type Values = Readonly<Record<string, unknown>>;

/**
 * Which call a person means: a queue id wins; else a recipient, narrowed by campaign or event key.
 * @throws IqraError of kind `input` with every problem.
 */
export function readCallQuestion(inputData: Values, businessId: string): CallQuestion {
  const queueId = readText(inputData['queue_id']);
  if (queueId !== '') return { by: 'queue_id', queueId };
  const problems: InputProblem[] = [];
  const recipientNumber = readRecipient(inputData, problems);
  const eventKey = readEventKey(inputData['event_key'], problems);
  if (recipientNumber === null || problems.length > 0) throw inputError(problems);
  const campaignId = readText(inputData['campaign_id']) || null;
  if (eventKey === null) return { by: 'recipient', recipientNumber, campaignId };
  return { by: 'event', recipientNumber, campaignId, businessId, eventKey };
}

function readRecipient(inputData: Values, problems: InputProblem[]): string | null {
  const raw = inputData['recipient_number'];
  if (readText(raw) === '') {
    problems.push({ field: 'recipient_number', code: 'REQUIRED', message: 'Choose a Call, or give the Recipient Number.' });
    return null;
  }
  const result = normalizePhoneNumber(raw, { defaultCountry: readText(inputData['default_country']) || undefined });
  if (result.ok) return result.e164;
  problems.push({ field: 'recipient_number', code: result.code, message: `Recipient Number: ${result.message}` });
  return null;
}

function readEventKey(raw: unknown, problems: InputProblem[]): string | null {
  if (raw === undefined || raw === null || raw === '') return null;
  const check = checkEventKey(raw);
  if (check.ok) return check.eventKey;
  problems.push(check.problem);
  return null;
}

function readText(value: unknown): string {
  return typeof value === 'string' || typeof value === 'number' ? String(value).trim() : '';
}
