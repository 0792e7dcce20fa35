import type { ExternalSecretsProxy } from 'n8n-core';
import type { ICredentialsHelper, IWorkflowExecuteAdditionalData } from 'n8n-workflow';
import { Container, n8nCore } from './n8n-modules.ts';

/** Nothing listens here: addresses that n8n would show to users, never requested by the engine. */
const noAddress = 'http://n8n.invalid/';

let waitingBase = noAddress;

/** Where waiting executions are woken; nowhere without an address. */
export function setWaitingBase(base = noAddress): void {
  waitingBase = base;
}

type ExecutionParts = Pick<IWorkflowExecuteAdditionalData, 'executionId' | 'workflowId' | 'currentNodeParameters'>;

/** What n8n's server hands to each execution, as far as nodes of one package can ask for it. */
export function additionalDataFor(
  credentialsHelper: ICredentialsHelper,
  more: ExecutionParts = {},
): IWorkflowExecuteAdditionalData {
  const unavailable = (what: string) => () => Promise.reject(new Error(`This engine cannot ${what}.`));
  return {
    credentialsHelper,
    externalSecretsProxy: Container.get(n8nCore.ExternalSecretsProxy) as ExternalSecretsProxy,
    executeWorkflow: unavailable('run sub-workflows'),
    getRunExecutionData: () => Promise.resolve(undefined),
    getRuntimeCredential: () => Promise.resolve(undefined),
    startRunnerTask: unavailable('run code tasks'),
    logAiEvent: () => undefined,
    currentNodeExecutionIndex: 0,
    restApiUrl: noAddress,
    instanceBaseUrl: noAddress,
    formBaseUrl: noAddress,
    formWaitingBaseUrl: noAddress,
    formTestBaseUrl: noAddress,
    webhookBaseUrl: noAddress,
    webhookWaitingBaseUrl: waitingBase,
    webhookTestBaseUrl: noAddress,
    mcpBaseUrl: noAddress,
    mcpTestBaseUrl: noAddress,
    variables: {},
    ...more,
  };
}
