import type { PackageDirectoryLoader } from 'n8n-core';
import type {
  ICredentialDataDecryptedObject,
  ICredentials,
  ICredentialsExpressionResolveValues,
  ICredentialType,
  IExecuteData,
  IHttpRequestOptions,
  INode,
  INodeCredentialsDetails,
  INodeProperties,
  IWorkflowExecuteAdditionalData,
  Workflow,
  WorkflowExecuteMode,
} from 'n8n-workflow';
import { n8nCore, n8nWorkflow } from './n8n-modules.ts';
import type { StoredCredential } from './messages.ts';

/**
 * What n8n's server does with credentials, step by step as in its CredentialsHelper (n8n 2.41.1, a class of the server that is not in
 * n8n-core): stored encrypted by n8n-core, decrypted at each use, defaults applied, and sent the way the credential type says.
 */
export class EngineCredentialsHelper extends n8nWorkflow.ICredentialsHelper {
  readonly #loader: PackageDirectoryLoader;
  readonly #stored = new Map<string, ICredentials>();

  constructor(loader: PackageDirectoryLoader) {
    super();
    this.#loader = loader;
  }

  async save(credential: StoredCredential): Promise<void> {
    const encrypted = new n8nCore.Credentials({ id: credential.id, name: credential.name }, credential.type);
    await encrypted.setData({ ...credential.data } as ICredentialDataDecryptedObject);
    this.#stored.set(credential.id, encrypted);
  }

  typeOf(name: string): ICredentialType {
    return this.#loader.getCredential(name).type;
  }

  getParentTypes(): string[] {
    return [];
  }

  isCredentialUsableByNode(): boolean {
    return true;
  }

  async authenticate(
    credentials: ICredentialDataDecryptedObject,
    typeName: string,
    requestOptions: IHttpRequestOptions,
    workflow: Workflow,
    node: INode,
  ): Promise<IHttpRequestOptions> {
    const { authenticate } = this.typeOf(typeName);
    if (typeof authenticate === 'function') return authenticate(credentials, requestOptions);
    if (authenticate === undefined) return requestOptions;
    const resolve = (text: string): string =>
      n8nWorkflow.isExpression(text)
        ? String(workflow.expression.getSimpleParameterValue(node, text, 'internal', { $credentials: credentials }, undefined, '') ?? '')
        : text;
    for (const [part, values] of Object.entries(authenticate.properties)) {
      const resolved = Object.entries(values as Record<string, string>).map(([key, value]) => [resolve(key), resolve(value)]);
      const target = part as 'headers';
      requestOptions[target] = { ...requestOptions[target], ...Object.fromEntries(resolved) };
    }
    return requestOptions;
  }

  preAuthentication(): Promise<undefined> {
    return Promise.resolve(undefined);
  }

  runPreAuthentication(): Promise<undefined> {
    return Promise.resolve(undefined);
  }

  getCredentials(details: INodeCredentialsDetails): Promise<ICredentials> {
    const stored = this.#stored.get(details.id ?? '');
    if (stored === undefined) throw new Error(`Credential with ID "${details.id}" does not exist.`);
    return Promise.resolve(stored);
  }

  async getDecrypted(
    _additionalData: IWorkflowExecuteAdditionalData,
    details: INodeCredentialsDetails,
    type: string,
    _mode: WorkflowExecuteMode,
    _executeData?: IExecuteData,
    raw?: boolean,
    _values?: ICredentialsExpressionResolveValues,
  ): Promise<ICredentialDataDecryptedObject> {
    const stored = await this.getCredentials(details);
    const data = await stored.getData();
    return raw === true ? data : this.withDefaults(type, data);
  }

  /** Fields that the user left alone get the default of the form. */
  withDefaults(type: string, data: ICredentialDataDecryptedObject): ICredentialDataDecryptedObject {
    const filled = n8nWorkflow.NodeHelpers.getNodeParameters(this.getCredentialsProperties(type), data as never, true, false, null, null);
    return (filled ?? data) as ICredentialDataDecryptedObject;
  }

  updateCredentials(): Promise<void> {
    return Promise.resolve();
  }

  updateCredentialsOauthTokenData(): Promise<void> {
    return Promise.resolve();
  }

  getCredentialsProperties(type: string): INodeProperties[] {
    return this.typeOf(type).properties;
  }
}
