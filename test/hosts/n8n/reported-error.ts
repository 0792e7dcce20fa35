import type { ReportedError } from './messages.ts';

/** What is kept of an error when it leaves the process: the parts that n8n stores and shows. */
export function toReportedError(error: unknown): ReportedError {
  const raw = error !== null && typeof error === 'object' ? (error as Readonly<Record<string, unknown>>) : {};
  const context = raw['context'] !== null && typeof raw['context'] === 'object' ? (raw['context'] as Readonly<Record<string, unknown>>) : {};
  const description = textOf(raw['description']);
  const httpCode = textOf(raw['httpCode']);
  const stack = textOf(raw['stack']);
  return {
    name: textOf(raw['name']) ?? 'Error',
    message: textOf(raw['message']) ?? String(error),
    ...(description === undefined ? {} : { description }),
    ...(httpCode === undefined ? {} : { httpCode }),
    ...(typeof context['itemIndex'] === 'number' ? { itemIndex: context['itemIndex'] } : {}),
    ...(stack === undefined ? {} : { stack }),
  };
}

function textOf(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}
