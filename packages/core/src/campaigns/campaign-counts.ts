import type { DailyCount } from './daily-count.ts';
import type { DailyLimit } from './daily-limit.ts';

/** The day's counts of one run of a step, so that the server is asked once for all its items. */
export interface CampaignCounts {
  /** The run's count for this campaign and zone; asked anew when it failed, or when the server's clock has left its day. */
  read(limit: DailyLimit, nowMs: number, ask: () => Promise<DailyCount>): Promise<DailyCount>;
}

export function createCampaignCounts(): CampaignCounts {
  const readings = new Map<string, Promise<DailyCount>>();
  const readAnew = (name: string, ask: () => Promise<DailyCount>): Promise<DailyCount> => {
    const reading = ask();
    readings.set(name, reading);
    reading.catch(() => {
      if (readings.get(name) === reading) readings.delete(name);
    });
    return reading;
  };
  return {
    read: async ({ campaignId, timeZone }, nowMs, ask) => {
      const name = JSON.stringify([campaignId, timeZone]);
      const known = readings.get(name);
      if (known === undefined) return await readAnew(name, ask);
      const count = await known;
      if (isWithin(count, nowMs)) return count;
      // Of items that find the day over together, the first asks and the others wait for its answer.
      const newer = readings.get(name);
      return newer === known || newer === undefined ? await readAnew(name, ask) : await newer;
    },
  };
}

function isWithin({ day, aheadMs }: DailyCount, nowMs: number): boolean {
  const serverNowMs = nowMs + aheadMs;
  return serverNowMs >= day.startMs && serverNowMs < day.endMs;
}
