import type { ICredentialDataDecryptedObject, ICredentialTestFunction, INodeType } from 'n8n-workflow';
import { additionalDataFor } from './additional-data.ts';
import type { LoadedEngine } from './loaded-engine.ts';
import type { CredentialVerdict, StoredCredential } from './messages.ts';
import { n8nCore } from './n8n-modules.ts';

/**
 * The "Test" button of a credential whose type leaves the test to its nodes: as n8n's CredentialsTester does it (n8n 2.41.1, a class of
 * the server that is not in n8n-core), the first node that names a function for the type gives it, and n8n-core the context.
 */
export async function testCredential(engine: LoadedEngine, credential: StoredCredential): Promise<CredentialVerdict> {
  if (engine.credentials.typeOf(credential.type).test !== undefined) throw new Error('This engine knows tests by nodes only.');
  const run = engine.nodeTypes.usersOf(credential.type).map((node) => testFunctionOf(node, credential.type)).find((found) => found !== undefined);
  if (run === undefined) return { status: 'Error', message: 'No testing function found for this credential.' };
  await engine.credentials.save(credential);
  const data = engine.credentials.withDefaults(credential.type, credential.data as ICredentialDataDecryptedObject);
  const context = new n8nCore.CredentialTestContext(additionalDataFor(engine.credentials));
  return run.call(context, { ...credential, data });
}

function testFunctionOf({ description, methods }: INodeType, type: string): ICredentialTestFunction | undefined {
  const testedBy = description.credentials?.find(({ name }) => name === type)?.testedBy;
  return typeof testedBy === 'string' ? methods?.credentialTest?.[testedBy] : undefined;
}
