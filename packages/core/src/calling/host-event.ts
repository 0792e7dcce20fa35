/** What a host knows by itself about the event that asks for a call. */
export interface HostEvent {
  /** The host's name, kept with the call: `n8n`, `zapier`, ... */
  readonly source: string;
  /** A name of this item that stays the same when the host runs it again; `null` where the host has none: then an Event Key is required. */
  readonly itemId: string | null;
  /** A stable name of the step, beside which the item's name is unique; may be empty. */
  readonly stepId: string;
  /** The campaign's name where the host knows it, for the result. */
  readonly campaignName?: string | null;
}
