import type { ApiReads, CallReads } from '../api/registry.ts';
import type { AgentTool } from '../domain/business.ts';
import { usedCustomTools, type Conversation } from '../domain/conversation.ts';
import { isIqraError } from '../errors/iqra-error.ts';
import { campaignCacheMs, campaignRetryMs, unreadableCampaignCallSeconds } from './time-limits.ts';

interface KnownCampaign {
  readonly name: string | null;
  /** The largest value read since the last daily reading, and between it and the one before: a campaign may be edited while a call runs. */
  readonly latestSeconds: number;
  readonly earlierSeconds: number;
}

export interface CampaignCacheJson {
  readonly readAt: number | null;
  readonly retryAt: number;
  /** Campaign id -> name, latest and earlier longest call time. */
  readonly known: Readonly<Record<string, readonly [string | null, number, number]>>;
}

/** The state holds those of a poll that were asked for last; the others are read again when they turn up. */
const maxStoredCampaigns = 30;
const maxNameLength = 60;

/** Names and longest call times of the campaigns whose calls were seen, read at most once a day and for each new campaign. */
export class CampaignCache {
  private readonly known = new Map<string, KnownCampaign>();
  private readAtMs: number | null = null;
  private retryAtMs = 0;
  private knownTools: readonly AgentTool[] | null = null;

  /** Longest call time in seconds; `null` when it could not be read. Of all values read in the last day or two the largest counts. */
  maxCallTimeSeconds(campaignId: string | null): number | null {
    const campaign = this.known.get(campaignId ?? '');
    return campaign === undefined ? null : Math.max(campaign.latestSeconds, campaign.earlierSeconds);
  }

  name(campaignId: string | null): string | null {
    return this.known.get(campaignId ?? '')?.name ?? null;
  }

  /**
   * Reads the campaigns when one of these is not known yet, or when a day has passed. A refused or failed read is not an
   * error of the poll: limits fall back to a long one. Returns what went wrong, or `null`. Throws when the key is refused.
   */
  async prepare(named: Iterable<string | null>, reads: Pick<CallReads, 'getBusiness'>, nowMs: number): Promise<string | null> {
    const campaignIds = new Set([...named].filter((id) => id !== null));
    const fresh = this.readAtMs !== null && nowMs - this.readAtMs < campaignCacheMs;
    const missing = [...campaignIds].some((id) => !this.known.has(id));
    if (campaignIds.size === 0 || (fresh && !missing) || nowMs < this.retryAtMs) return null;
    try {
      const business = await reads.getBusiness();
      this.knownTools = business.value.tools;
      const read = new Map(business.value.campaigns.map((campaign) => [campaign.id, campaign]));
      const others = [...this.known.keys()].filter((id) => !campaignIds.has(id));
      for (const id of [...others, ...campaignIds]) {
        const campaign = read.get(id);
        const name = campaign?.name.slice(0, maxNameLength) ?? null;
        this.remember(id, name, campaign?.maxCallTimeSeconds ?? unreadableCampaignCallSeconds, nowMs);
      }
      if (!fresh) this.readAtMs = nowMs;
      return null;
    } catch (error) {
      if (!isIqraError(error) || error.kind === 'authentication') throw error;
      this.retryAtMs = nowMs + campaignRetryMs;
      return error.message;
    }
  }

  /** The business's own tools, as this poll read them; none where they cannot be read: then ids stand in the place of names. */
  async tools(reads: Pick<CallReads, 'getBusiness'>): Promise<readonly AgentTool[]> {
    if (this.knownTools !== null) return this.knownTools;
    try {
      this.knownTools = (await reads.getBusiness()).value.tools;
    } catch (error) {
      if (!isIqraError(error) || error.kind === 'authentication') throw error;
      this.knownTools = [];
    }
    return this.knownTools;
  }

  toJson(): CampaignCacheJson {
    const known = [...this.known].slice(-maxStoredCampaigns).map(([id, campaign]) => [id, [campaign.name, campaign.latestSeconds, campaign.earlierSeconds]] as const);
    return { readAt: this.readAtMs, retryAt: this.retryAtMs, known: Object.fromEntries(known) };
  }

  static fromJson(json: CampaignCacheJson): CampaignCache {
    const cache = new CampaignCache();
    cache.readAtMs = json.readAt;
    cache.retryAtMs = json.retryAt;
    for (const [id, [name, latestSeconds, earlierSeconds]] of Object.entries(json.known)) {
      cache.known.set(id, { name, latestSeconds, earlierSeconds });
    }
    return cache;
  }

  private remember(id: string, name: string | null, seconds: number, nowMs: number): void {
    const before = this.known.get(id) ?? { latestSeconds: seconds, earlierSeconds: seconds };
    const ageMs = nowMs - (this.readAtMs ?? nowMs);
    this.known.delete(id);
    if (ageMs < campaignCacheMs) this.known.set(id, { ...before, name, latestSeconds: Math.max(before.latestSeconds, seconds) });
    else this.known.set(id, { name, latestSeconds: seconds, earlierSeconds: ageMs > 2 * campaignCacheMs ? seconds : before.latestSeconds });
  }
}

/**
 * The business's own tools, where an agent used one in these conversations: only the business tells their names. Where it cannot be
 * read, there are none, and ids stand in the place of names.
 * @throws IqraError only of kind `authentication`: then no reading will succeed.
 */
export async function toolsUsedIn(conversations: readonly Conversation[], reads: Pick<ApiReads, 'getBusiness'>): Promise<readonly AgentTool[]> {
  return conversations.some(usedCustomTools) ? await new CampaignCache().tools(reads) : [];
}
