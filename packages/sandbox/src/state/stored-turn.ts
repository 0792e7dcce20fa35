/** One turn of a conversation as the server stores it: who or what began it, and what the agent made of it. Times in ISO 8601 UTC. */
export interface StoredTurn {
  readonly id: string;
  readonly sequence: number;
  /** 0 unset, 1 begun by the system, 2 by a tool's result, 3 by the person. */
  readonly type: number;
  readonly userInput: StoredUserInput | null;
  readonly systemInput: { readonly type: string } | null;
  readonly toolResultInput: { readonly resultOfTurnId: string } | null;
  readonly response: StoredResponse | null;
  readonly createdAt: string;
}

export interface StoredUserInput {
  readonly transcribedText: string | null;
  readonly startedSpeakingAt: string;
}

export interface StoredResponse {
  /** The configured agent, not the party of the session. */
  readonly agentId: string;
  /** 0 unset, 1 speech, 2 a system tool, 3 a tool of the user's own. */
  readonly type: number;
  readonly llmProcessStartedAt: string | null;
  readonly llmStreamingStartedAt: string | null;
  readonly spokenSegments: readonly { readonly text: string }[];
  readonly toolExecution: { readonly rawLLMInput: string | null } | null;
}
