import type { HandlerAnswer } from './handler.ts';
import { withoutRawTurns } from '../no-raw-turns.ts';

/** What Zapier makes of one run of a step. */
export type StepResult =
  | { readonly status: 'success'; readonly results: unknown; /** Zapier goes on when somebody posts to the callback's address. */ readonly waits?: boolean }
  | StepFailure;

export interface StepFailure {
  /**
   * `errored`: shown as an error, counts towards switching the Zap off, replayed automatically where the user switched that on.
   * `halted`: stopped softly. `auth_expired`: the connection is marked expired. `throttled`: Zapier runs the step again by itself.
   */
  readonly status: 'errored' | 'halted' | 'auth_expired' | 'throttled';
  readonly errorName: string;
  /** The sentence a person sees. */
  readonly message: string;
  /** The whole text that left the app. */
  readonly rawMessage: string;
  /** Only for `throttled`. */
  readonly retryAfterSeconds: number | null;
}

const statusByErrorName: Readonly<Record<string, StepFailure['status']>> = {
  HaltedError: 'halted',
  ExpiredAuthError: 'auth_expired',
  RefreshAuthError: 'auth_expired',
  ThrottledError: 'throttled',
};

/** Names whose text is a JSON object (zapier-platform-core, errors.js). */
const jsonErrorNames: ReadonlySet<string> = new Set(['AppError', 'ResponseError', 'ThrottledError']);

export function toStepResult(answer: HandlerAnswer): StepResult {
  if (answer.ok) return { status: 'success', results: withoutRawTurns(answer.results), ...(answer.waits === true ? { waits: true } : {}) };
  const details = jsonErrorNames.has(answer.errorName) ? parseObject(answer.errorMessage) : {};
  return {
    status: statusByErrorName[answer.errorName] ?? 'errored',
    errorName: answer.errorName,
    message: typeof details['message'] === 'string' ? details['message'] : answer.errorMessage,
    rawMessage: answer.errorMessage,
    retryAfterSeconds: typeof details['delay'] === 'number' ? details['delay'] : null,
  };
}

function parseObject(text: string): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
  } catch {
    return {};
  }
}
