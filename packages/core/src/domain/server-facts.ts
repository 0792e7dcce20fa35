import type { CallProgress } from './call.ts';

/**
 * What the server does, in numbers, each said once: from its public source, most of it seen while running (docs/api-facts.md).
 * What this product makes of a fact (a margin, a patience) stands beside what uses it.
 */

/** The most entries on one page of a list; higher limits are silently lowered to this. */
export const maxPageSize = 50;

/** A form above this size is refused (10 MiB). */
export const maxFormBytes = 10_485_760;

/**
 * A failed call can still turn into a placed one: its dispatcher gave up waiting too early. Seen after 3 s; nothing in the server
 * bounds it, so this is a choice with room.
 */
export const failedMayReviveMs = 120_000;

/** What these calls certainly never did: ring. A failed one may have rung: a provider that accepted late is written as failed. */
export const neverRang: readonly CallProgress[] = ['canceled', 'expired'];

/** The longest conversation of a campaign that names no limit. */
export const defaultMaxCallTimeSeconds = 600;
