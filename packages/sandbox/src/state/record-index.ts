import type { ConversationEntry, InboundEntry, LoadedRecords, OutboundEntry, WebSessionEntry } from './entries.ts';

/** All records that readers can find, loaded ones and those of this sandbox's own calls, with the look-ups that the server makes. */
export class RecordIndex {
  readonly outbound = new Map<string, OutboundEntry>();
  readonly outboundByRecipient = new Map<string, OutboundEntry[]>();
  readonly inbound = new Map<string, InboundEntry>();
  readonly webSessions = new Map<string, WebSessionEntry>();
  readonly conversations = new Map<string, ConversationEntry>();
  readonly #conversationOfWebSession = new Map<string, ConversationEntry>();
  readonly #conversationsOfQueue = new Map<string, ConversationEntry[]>();

  constructor(loaded: LoadedRecords) {
    this.load(loaded);
  }

  load(loaded: LoadedRecords): void {
    for (const entry of loaded.outbound) this.addOutbound(entry);
    for (const entry of loaded.inbound) this.inbound.set(entry.id, entry);
    for (const entry of loaded.webSessions) this.webSessions.set(entry.id, entry);
    for (const entry of loaded.conversations) this.addConversation(entry);
  }

  addOutbound(entry: OutboundEntry): void {
    this.outbound.set(entry.id, entry);
    addTo(this.outboundByRecipient, entry.recipientNumber, entry);
  }

  addConversation(entry: ConversationEntry): void {
    this.conversations.set(entry.id, entry);
    if (entry.webSessionId !== null) this.#conversationOfWebSession.set(entry.webSessionId, entry);
    if (entry.queueId !== null) addTo(this.#conversationsOfQueue, entry.queueId, entry);
  }

  removeConversation(id: string): void {
    const entry = this.conversations.get(id);
    this.conversations.delete(id);
    if (entry?.queueId === undefined || entry.queueId === null) return;
    this.#conversationsOfQueue.set(entry.queueId, this.conversationsOfQueue(entry.queueId).filter((candidate) => candidate.id !== id));
  }

  /** All conversations that name a queue id, in the order of their making. */
  conversationsOfQueue(queueId: string): readonly ConversationEntry[] {
    return this.#conversationsOfQueue.get(queueId) ?? [];
  }

  conversationOfWebSession(webSessionId: string | null): ConversationEntry | undefined {
    return this.#conversationOfWebSession.get(webSessionId ?? '');
  }

  clear(): void {
    for (const map of [this.outbound, this.outboundByRecipient, this.inbound, this.webSessions]) map.clear();
    for (const map of [this.conversations, this.#conversationsOfQueue, this.#conversationOfWebSession]) map.clear();
  }
}

function addTo<T>(map: Map<string, T[]>, key: string, value: T): void {
  const list = map.get(key);
  if (list === undefined) map.set(key, [value]);
  else list.push(value);
}
