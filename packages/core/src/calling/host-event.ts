/** What a host knows by itself about the event that asks for a call. */
export interface HostEvent {
  /** The host's name, kept with the call: `n8n`, `zapier`, ... */
  readonly source: string;
  /** A name of this item that stays the same when the host runs it again; `null` where the host has none. */
  readonly itemId: string | null;
  /** A stable name of the step, used only where the item has no name; may be empty. */
  readonly stepId: string;
}
