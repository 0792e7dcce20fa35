import type { IConnections, IDataObject, INode, INodeExecutionData, INodeListSearchResult, INodePropertyOptions, INodeTypeDescription, IWorkflowSettings, ResourceMapperFields } from 'n8n-workflow';

/** A credential as a user has saved it, in plain text; the engine encrypts it as n8n does. */
export interface StoredCredential {
  readonly id: string;
  readonly name: string;
  readonly type: string;
  readonly data: IDataObject;
}

/** A workflow as n8n exports it. */
export interface WorkflowJson {
  readonly id?: string;
  readonly name?: string;
  readonly nodes: readonly INode[];
  readonly connections: IConnections;
  readonly settings?: IWorkflowSettings;
  readonly staticData?: IDataObject;
}

export interface RunOptions {
  readonly workflow: WorkflowJson;
  /** Items that the start node hands on. */
  readonly items: readonly INodeExecutionData[];
  /** Name of the node to start from; the first node of the workflow when absent. */
  readonly startNode?: string;
  readonly executionId?: string;
  readonly mode?: 'manual' | 'trigger' | 'integrated';
  /** Id of a failed execution of this engine: n8n's button "Retry", which goes on from the node that failed, with the saved data. */
  readonly retryOf?: string;
  /** *Retry with currently saved workflow*, or with the one that failed (default). */
  readonly retryWith?: 'original' | 'current';
}

/** An error as n8n stores it with an execution. */
export interface ReportedError {
  readonly name: string;
  readonly message: string;
  readonly description?: string;
  readonly httpCode?: string;
  readonly itemIndex?: number;
  readonly stack?: string;
}

export interface NodeRun {
  readonly status: string;
  readonly tookMs: number;
  /** Per output the items, or `null` for an output that did not run. */
  readonly outputs: readonly (readonly INodeExecutionData[] | null)[];
  readonly error?: ReportedError;
  readonly hints: readonly string[];
}

export interface WorkflowRun {
  readonly status: string;
  readonly tookMs: number;
  readonly error?: ReportedError;
  /** By node name, the runs of the node in order. */
  readonly nodes: Readonly<Record<string, readonly NodeRun[]>>;
  /** What the run has left for the list of executions. */
  readonly customData: Readonly<Record<string, string>>;
}

export interface PollOptions {
  readonly workflow: WorkflowJson;
  /** Name of the trigger node; the first node of the workflow when absent. */
  readonly node?: string;
  /** Static data as the earlier poll left it. */
  readonly staticData?: IDataObject;
  readonly mode?: 'manual' | 'trigger';
  readonly activation?: 'activate' | 'init' | 'update' | 'manual';
  readonly budgetMs?: number;
  /** How many ticks come before the first poll is over; 1 when absent. */
  readonly ticks?: number;
}

export interface Poll {
  /** Emitted items of the first output; `null` when the poll emitted nothing. */
  readonly items: readonly INodeExecutionData[] | null;
  readonly staticData: IDataObject;
  readonly error?: ReportedError;
  /** Lines that the node wrote to n8n's log. */
  readonly log: readonly string[];
}

export interface FormOptions {
  /** Full type, for example `n8n-nodes-iqra-ai.iqraAi`. */
  readonly nodeType: string;
  readonly method: string;
  readonly parameters: IDataObject;
  /** Path of the field that asks, for example `parameters.campaignId`. */
  readonly path?: string;
  readonly credentials: INode['credentials'];
}

export interface SearchOptions extends FormOptions {
  readonly filter?: string;
  readonly paginationToken?: string;
}

export interface CredentialVerdict {
  readonly status: 'OK' | 'Error';
  readonly message: string;
}

export interface LoadOptions {
  readonly packageDir: string;
  /** Pauses of the node last so many times shorter. */
  readonly hurry: number;
  /** What this n8n is known by. */
  readonly instanceId: string;
  /** Folder of the values that all processes of one n8n share; `null` = this one has no such store. */
  readonly sharedValues: string | null;
}

export interface LoadedPackage {
  readonly nodes: readonly INodeTypeDescription[];
  readonly credentials: readonly string[];
  /** How long n8n took to load all files of the package. */
  readonly tookMs: number;
}

/** How the system tells of a connection that broke, for example `read EHOSTUNREACH`. */
export interface BrokenAnswer {
  /** Of the request that fails, for example `/call/initiate`. */
  readonly pathEnd: string;
  readonly syscall: 'read' | 'write';
  readonly code: string;
}

/** What the engine's process can be asked. */
export interface EngineCalls {
  load(options: LoadOptions): Promise<LoadedPackage>;
  saveCredentials(credentials: readonly StoredCredential[]): Promise<void>;
  runWorkflow(options: RunOptions): Promise<WorkflowRun>;
  /** A person stops this execution, if it still runs. */
  stop(executionId: string): Promise<void>;
  poll(options: PollOptions): Promise<Poll>;
  searchList(options: SearchOptions): Promise<INodeListSearchResult>;
  loadOptions(options: FormOptions): Promise<INodePropertyOptions[]>;
  loadMapperFields(options: FormOptions): Promise<ResourceMapperFields>;
  testCredential(credential: StoredCredential): Promise<CredentialVerdict>;
  /** Messages that the editor shows beside a node of these parameters. */
  editorHints(options: Pick<FormOptions, 'nodeType' | 'parameters'>): Promise<readonly string[]>;
  /** The process's clock says so many ms since 1970 UTC, and runs on from there. */
  moveClock(toMs: number): Promise<void>;
  /** The answer to the next request of that path breaks off: this error of the operating system comes instead. */
  breakNextAnswer(answer: BrokenAnswer): Promise<void>;
  /** Opens the address at which waiting executions are woken, and returns it. Executions that wait from then on are kept. */
  openWaitingDoor(): Promise<string>;
  /** The time of a waiting execution has come. */
  timeIsUp(executionId: string): Promise<WorkflowRun>;
  /** Until when an execution waits, in ms since 1970 UTC (`null` = it does not wait), and its runs since it first waited. */
  waitingOf(executionId: string): Promise<{ readonly waitTill: number | null; readonly runs: readonly WorkflowRun[] }>;
  /** What the process holds after a garbage collection, and the processor time it has used. */
  resources(): Promise<{ readonly heapUsedBytes: number; readonly residentBytes: number; readonly cpuMs: number }>;
  /** Forgets the package and everything that was done with it. Returns whether nothing of it still runs, so that another one can be loaded. */
  rest(): Promise<boolean>;
}

export type EngineCallName = keyof EngineCalls;

export interface EngineRequest {
  readonly id: number;
  readonly call: EngineCallName;
  readonly argument: unknown;
}

export type EngineReply =
  | { readonly id: number; readonly ok: true; readonly value: unknown }
  | { readonly id: number; readonly ok: false; readonly error: ReportedError };
