import type { Operation } from '../operations/operation.ts';

export type Route =
  | { readonly kind: 'operation'; readonly operation: Operation; readonly businessIdText: string | null; readonly id: string }
  | { readonly kind: 'not_found' }
  | { readonly kind: 'wrong_method'; readonly allow: string };

const apiPrefix = '/api/v1';

/** Finds the operation of a path. Names of the path are matched without regard to case, ids as sent. */
export function routeOf(operations: readonly Operation[], method: string, path: string): Route {
  const trimmed = path.length > 1 && path.endsWith('/') ? path.slice(0, -1) : path;
  if (!trimmed.toLowerCase().startsWith(`${apiPrefix}/`)) return { kind: 'not_found' };
  const segments = trimmed.slice(apiPrefix.length + 1).split('/');
  const candidates = operations.filter((operation) => fits(operation, segments));
  // `count` is a fixed segment of one operation and an id to another; the fixed one wins.
  const exact = candidates.filter((operation) => !operation.path.endsWith('{id}'));
  const chosen = (exact.length > 0 ? exact : candidates).find((operation) => operation.method === method);
  if (chosen !== undefined) {
    const businessIdText = chosen.path.includes('{businessId}') ? decodeSegment(segments[1] ?? '') : null;
    return { kind: 'operation', operation: chosen, businessIdText, id: decodeSegment(segments.at(-1) ?? '') };
  }
  const [first] = candidates;
  return first === undefined ? { kind: 'not_found' } : { kind: 'wrong_method', allow: first.method };
}

/** Escapes are read, but not the one of a slash. */
function decodeSegment(text: string): string {
  try {
    return text.split(/(%2F)/i).map((part) => (/^%2F$/i.test(part) ? part : decodeURIComponent(part))).join('');
  } catch {
    return text;
  }
}

function fits(operation: Operation, segments: readonly string[]): boolean {
  const pattern = operation.path.slice(1).split('/');
  return (
    pattern.length === segments.length &&
    pattern.every((part, index) => (part.startsWith('{') ? segments[index] !== '' : part === segments[index]?.toLowerCase()))
  );
}
