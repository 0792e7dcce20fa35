import type { JsonValue } from '../wire/json-value.ts';

/** A check of `initiate` failed; `tail` is the code below `InitiateCall:`. */
export class CallRefused extends Error {
  readonly tail: string;

  constructor(tail: string, message: string) {
    super(message);
    this.tail = tail;
  }
}

/** An exception that the server does not catch before its outermost handler: it answers `EXCEPTION` with this message. */
export class ServerException extends Error {
  static wrongElement(wanted: 'Object' | 'String', found: JsonValue): ServerException {
    return new ServerException(`The requested operation requires an element of type '${wanted}', but the target element has type '${kindOf(found)}'.`);
  }
}

function kindOf(value: JsonValue): string {
  if (value === null) return 'Null';
  if (Array.isArray(value)) return 'Array';
  if (typeof value === 'boolean') return value ? 'True' : 'False';
  return typeof value === 'number' ? 'Number' : typeof value === 'string' ? 'String' : 'Object';
}
