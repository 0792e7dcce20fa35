import type { CallReads } from '../domain/reads.ts';
import { isIqraError } from '../errors/iqra-error.ts';
import { campaignCacheMs, campaignRetryMs, unreadableCampaignCallSeconds } from './time-limits.ts';

interface KnownCampaign {
  readonly name: string | null;
  /** The value read last, and the one read before it: the campaign may have been edited while a call ran. */
  readonly latestSeconds: number;
  readonly earlierSeconds: number;
}

export interface CampaignCacheJson {
  readonly readAt: number | null;
  readonly retryAt: number;
  /** Campaign id -> name, latest and earlier longest call time. */
  readonly known: Readonly<Record<string, readonly [string | null, number, number]>>;
}

const maxKnownCampaigns = 30;
const maxNameLength = 60;

/** Names and longest call times of the campaigns whose calls were seen, read at most once a day and for each new campaign. */
export class CampaignCache {
  private readonly known = new Map<string, KnownCampaign>();
  private readAtMs: number | null = null;
  private retryAtMs = 0;

  /** Longest call time in seconds; `null` when it could not be read. The larger of the last two values counts. */
  maxCallTimeSeconds(campaignId: string | null): number | null {
    const campaign = campaignId === null ? undefined : this.known.get(campaignId);
    return campaign === undefined ? null : Math.max(campaign.latestSeconds, campaign.earlierSeconds);
  }

  name(campaignId: string | null): string | null {
    return campaignId === null ? null : (this.known.get(campaignId)?.name ?? null);
  }

  /**
   * Reads the campaigns when one of these is not known yet, or when a day has passed. A refused or failed read is not an
   * error of the poll: limits fall back to a long one. Returns what went wrong, or `null`. Throws when the key is refused.
   */
  async prepare(campaignIds: ReadonlySet<string>, reads: Pick<CallReads, 'getBusiness'>, nowMs: number): Promise<string | null> {
    const fresh = this.readAtMs !== null && nowMs - this.readAtMs < campaignCacheMs;
    const missing = [...campaignIds].some((id) => !this.known.has(id));
    if (campaignIds.size === 0 || (fresh && !missing) || nowMs < this.retryAtMs) return null;
    try {
      const business = await reads.getBusiness();
      const read = new Map(business.value.campaigns.map((campaign) => [campaign.id, campaign]));
      for (const id of new Set([...campaignIds, ...this.known.keys()])) {
        const campaign = read.get(id);
        this.remember(id, campaign?.name ?? null, campaign?.maxCallTimeSeconds ?? unreadableCampaignCallSeconds, nowMs);
      }
      this.readAtMs = nowMs;
      return null;
    } catch (error) {
      if (!isIqraError(error) || error.kind === 'authentication') throw error;
      this.retryAtMs = nowMs + campaignRetryMs;
      return error.message;
    }
  }

  toJson(): CampaignCacheJson {
    const known = [...this.known].map(([id, campaign]) => [id, [campaign.name, campaign.latestSeconds, campaign.earlierSeconds]] as const);
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

  private remember(id: string, name: string | null, latestSeconds: number, nowMs: number): void {
    const before = this.known.get(id);
    const stale = this.readAtMs === null || nowMs - this.readAtMs > 2 * campaignCacheMs;
    this.known.delete(id);
    this.known.set(id, {
      name: name === null ? null : name.slice(0, maxNameLength),
      latestSeconds,
      earlierSeconds: before === undefined || stale ? latestSeconds : before.latestSeconds,
    });
    for (const oldest of this.known.keys()) {
      if (this.known.size <= maxKnownCampaigns) break;
      this.known.delete(oldest);
    }
  }
}
