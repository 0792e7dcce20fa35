/** The parts of a business that pickers and rules need. The rest of the server's answer, with its secrets, never leaves `api/`. */

export interface DeclaredVariable {
  readonly key: string;
  readonly required: boolean;
  readonly mayBeEmpty: boolean;
}

export interface Campaign {
  readonly id: string;
  readonly name: string;
  readonly agentId: string | null;
  readonly defaultCallingNumberId: string | null;
  readonly dynamicVariables: readonly DeclaredVariable[];
  readonly metadata: readonly DeclaredVariable[];
  /** Longest conversation the campaign allows, in seconds; no upper bound on the server. */
  readonly maxCallTimeSeconds: number;
}

export interface Agent {
  readonly id: string;
  readonly name: string;
}

export interface CallingNumber {
  readonly id: string;
  /** E.164 where it can be built, else the number as stored. */
  readonly label: string;
  readonly voiceEnabled: boolean;
}

/** A right that is switched off on the business, for every key. */
export interface SwitchedOffRight {
  /** The server's name of the module, for example `makeCall`. */
  readonly right: string;
  /** Why, in the server's words for everybody; `null` where it gives none. */
  readonly publicReason: string | null;
}

/** A tool of the user's own: an HTTP request that an agent can make during a call. */
export interface AgentTool {
  readonly id: string;
  readonly name: string;
  /** The places in scripts that use it: what a use of the tool names. */
  readonly nodeIds: readonly string[];
  readonly arguments: readonly { readonly id: string; readonly name: string }[];
}

export interface Business {
  readonly id: string;
  readonly name: string;
  readonly switchedOff: readonly SwitchedOffRight[];
  readonly campaigns: readonly Campaign[];
  readonly agents: readonly Agent[];
  readonly callingNumbers: readonly CallingNumber[];
  readonly tools: readonly AgentTool[];
}

/**
 * How a business and its campaigns are set up, as far as it decides what becomes of their calls. Addresses, headers, bodies, passwords
 * and mail addresses of the server's answer are not in it (docs/decisions/0089-campaign-check.md).
 */
export interface BusinessSetup {
  readonly id: string;
  readonly name: string;
  /** Placing calls is switched off; `reason` in the server's words for everybody. */
  readonly callsOff: SwitchedOff | null;
  /** Reading the call queue is switched off. */
  readonly queueOff: SwitchedOff | null;
  readonly agents: readonly AgentSetup[];
  readonly scripts: readonly ScriptSetup[];
  readonly callingNumbers: readonly CallingNumberSetup[];
  readonly tools: readonly ToolSetup[];
  readonly campaigns: readonly CampaignSetup[];
}

export interface SwitchedOff {
  readonly reason: string | null;
}

export interface AgentSetup extends Agent {
  /** `null` on a server that does not tell. */
  readonly speaksFirst: boolean | null;
  /** One for each language; the words themselves are not in it. */
  readonly greetings: readonly GreetingSetup[];
}

export interface GreetingSetup {
  readonly language: string;
  /** Names between braces that the server replaces by a variable of the call. */
  readonly variables: readonly string[];
  /** The same with blanks beside the name, which the server leaves as they are. */
  readonly variablesWithBlanks: readonly string[];
}

export interface ScriptSetup {
  readonly id: string;
  /** The user's own tools that the agent can use in it. */
  readonly toolIds: readonly string[];
}

/** Who connects a calling number with the phone network. */
export type Provider = 'twilio' | 'modemtel' | 'vonage' | 'telnyx' | 'sip' | 'unknown';

export interface CallingNumberSetup extends CallingNumber {
  /** ISO 3166 alpha-2, as the number is stored. */
  readonly country: string;
  readonly provider: Provider;
  /** Whether the provider's account that it belongs to is still there. */
  readonly hasIntegration: boolean;
}

/** A tool of the user's own: an HTTP request. */
export interface ToolSetup {
  readonly id: string;
  readonly name: string;
  readonly argumentIds: readonly string[];
  /** A request of a kind that needs a body, set to have none. */
  readonly lacksBody: boolean;
  /** The argument from which the tool takes the address of the run that waits for the call; `null` = it calls no such address. */
  readonly resumeArgument: string | null;
}

/** What a campaign can react to with a tool. */
export type CampaignEvent = 'initiation_failure' | 'initiated' | 'declined' | 'missed' | 'answered' | 'ended';

export interface ActionSetup {
  readonly event: CampaignEvent;
  readonly toolId: string;
  /** The arguments that are given the whole metadata of the call. */
  readonly metadataArguments: readonly string[];
}

export interface RouteSetup {
  /** The region of the recipient's number for which it is taken, exactly as it is stored. */
  readonly country: string;
  readonly callingNumberId: string | null;
}

export interface CampaignSetup extends Campaign {
  /** The language in which the agent speaks, as the server names it. */
  readonly language: string | null;
  readonly scriptId: string | null;
  readonly routes: readonly RouteSetup[];
  /** `null` on a server that does not tell. */
  readonly voicemailDetection: boolean | null;
  readonly retriesOnDecline: boolean;
  readonly retriesOnNoAnswer: boolean;
  readonly hasPostAnalysis: boolean;
  /** Only those for which a tool is chosen. */
  readonly actions: readonly ActionSetup[];
}
