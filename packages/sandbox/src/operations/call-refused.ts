/** A check of `initiate` failed; `tail` is the code below `InitiateCall:`. */
export class CallRefused extends Error {
  readonly tail: string;

  constructor(tail: string, message: string) {
    super(message);
    this.tail = tail;
  }
}

/** An exception that the server does not catch before its outermost handler: it answers `EXCEPTION` with this message. */
export class ServerException extends Error {}
