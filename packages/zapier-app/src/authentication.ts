import { isIqraError } from '@iqra-automation/core';
import type { Authentication, Bundle, ZObject } from 'zapier-platform-core';
import { connectionInputFields } from './connection-form.ts';
import type { OpenedClient } from './open-client.ts';
import { runReadingStep } from './run-step.ts';

/** What the test hands to the label. */
interface TestedConnection {
  readonly business_id: string;
  readonly business_name: string;
  readonly server: string;
}

/**
 * The cheapest proof that address, key and business are right is one count, which also needs the permission that the triggers
 * need. The name is only for the label: a key that may not read the business still connects.
 */
async function test(z: ZObject, bundle: Bundle): Promise<TestedConnection> {
  return runReadingStep(z, bundle, async (opened) => {
    await opened.client.checkConnection();
    return {
      business_id: opened.connection.businessId,
      business_name: await readBusinessName(opened),
      server: new URL(opened.connection.baseUrl).host,
    };
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

/** Business, its number and the server tell any two connections apart that reach different businesses. */
async function connectionLabel(_z: ZObject, bundle: Bundle): Promise<string> {
  const { business_name: name, business_id: id, server } = bundle.inputData as Partial<Record<keyof TestedConnection, string>>;
  return [name === '' ? undefined : name, `business ${String(id ?? bundle.authData['business_id'])}`, server]
    .filter((part) => part !== undefined)
    .join(', ');
}

export const authentication: Authentication = {
  type: 'custom',
  fields: connectionInputFields,
  test,
  connectionLabel,
};
