import type { Bundle, ZObject } from 'zapier-platform-core';
import { type OpenedClient, openClient } from './connection/open-client.ts';
import { toZapierError } from './to-zapier-error.ts';

/** Runs one step that only reads, with a client for it; every failure leaves as the error that suits Zapier. */
export async function runReadingStep<Result>(
  z: ZObject,
  bundle: Pick<Bundle, 'authData'>,
  step: (opened: OpenedClient) => Promise<Result>,
): Promise<Result> {
  try {
    return await withClient(z, bundle, step);
  } catch (error) {
    throw toZapierError(z, error);
  }
}

/**
 * Lends a client to one run and ends its connections afterwards. Errors stay as they are. A run does not wait while the server asks for
 * patience: Zapier runs it again, and the wait would use up its time.
 */
export async function withClient<Result>(
  z: ZObject,
  bundle: Pick<Bundle, 'authData'>,
  step: (opened: OpenedClient) => Promise<Result>,
): Promise<Result> {
  const opened = openClient(z, bundle, { waitWhenThrottled: false });
  try {
    return await step(opened);
  } finally {
    opened.close();
  }
}
