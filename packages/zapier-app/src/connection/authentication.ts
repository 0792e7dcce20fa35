import { isIqraError } from '@iqra-automation/core';
import type { Authentication, Bundle, ZObject } from 'zapier-platform-core';
import { connectionInputFields } from './connection-form.ts';
import type { OpenedClient } from './open-client.ts';
import { runReadingStep } from '../run-step.ts';

/** What the test finds out, and hands to the label. */
interface TestedConnection {
  readonly business_id: string;
  readonly business_name: string;
  readonly server: string;
  readonly label: string;
}

/**
 * The cheapest proof that address, key and business are right is one count, which also needs the permission that the triggers
 * need. The name is only for the label: a key that may not read the business still connects.
 */
async function test(z: ZObject, bundle: Bundle): Promise<TestedConnection> {
  return runReadingStep(z, bundle, async (opened) => {
    await opened.client.checkConnection();
    const id = opened.connection.businessId;
    const name = await readBusinessName(opened);
    const server = new URL(opened.connection.baseUrl).host;
    // Business, its number and the server tell any two connections apart that reach different businesses.
    const label = [name, `business ${id}`, server].filter((part) => part !== '').join(', ');
    return { business_id: id, business_name: name, server, label };
  });
}

async function readBusinessName({ client }: OpenedClient): Promise<string> {
  try {
    return (await client.getBusiness()).value.name;
  } catch (error) {
    if (isIqraError(error)) return '';
    throw error;
  }
}

export const authentication: Authentication = {
  type: 'custom',
  fields: connectionInputFields,
  test,
  connectionLabel: '{{label}}',
};
