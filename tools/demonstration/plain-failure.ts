/** A failure that its message explains completely: what happened, and what to do. The stack is for `DEBUG` only. */
export class PlainFailure extends Error {
  override readonly name = 'PlainFailure';

  constructor(message: string, cause?: unknown) {
    super(message, { cause });
  }
}

/** Prints a failure in one sentence, with the stack only when `DEBUG` is set. */
export function reportFailure(error: unknown): void {
  const message = error instanceof Error ? error.message : String(error);
  process.stderr.write(`\n${message}\n`);
  if (process.env['DEBUG'] !== undefined && process.env['DEBUG'] !== '') process.stderr.write(`${error instanceof Error ? (error.stack ?? '') : ''}\n`);
}
