import { failure, plain } from './answer.ts';
import type { Answer } from './answer.ts';

/** Final words of the source's codes that the documentation knows under the same or another name. */
const documentedTails: Readonly<Record<string, string>> = {
  RESTRICTED_API_KEY: 'PERMISSION_DENIED',
  API_ACCESS_MANAGEMENT_RESTRICTION: 'PERMISSION_DENIED',
  USER_DISABLED: 'BUSINESS_DISABLED',
  BUSINESS_EDITING_DISABLED: 'BUSINESS_DISABLED',
};

/** A refusal in the words of the published documentation: 401 for a bad key, else `{Op}:{WORD}` with two parts. */
export function asDocumented(answer: Answer): Answer {
  if (answer.kind !== 'failure') return answer;
  const parts = answer.code.split(':');
  if (parts.includes('VALIDATE_API_KEY')) return plain(401, 'application/json', JSON.stringify({ detail: 'Invalid token.' }));
  if (parts.includes('CheckModulePermission') || parts.includes('GetUserBusinessById')) {
    return failure(`${parts[0] ?? ''}:PERMISSION_DENIED`, answer.message ?? 'Permission denied.');
  }
  const tail = parts.at(-1) ?? '';
  return failure(`${parts[0] ?? ''}:${documentedTails[tail] ?? tail}`, answer.message);
}
