import type { ServerKind } from '@iqra-automation/core';

/** How a host uses the protocol, and what kind of server it talks to. */
export interface Policy {
  readonly id: string;
  readonly name: string;
  readonly lease: boolean;
  /** A store like n8n's in the place of a lease: a hold lasts 60 to 90 s, and a store that does not answer gives it to everybody. */
  readonly shortHolds: boolean;
  readonly waitToSettle: boolean;
  readonly serverKind: ServerKind;
  /** All deliveries of the event reach one process, which remembers what it did. */
  readonly oneProcess: boolean;
  /** Nobody named the event: each delivery is one of its own. */
  readonly keyless: boolean;
  /** Send at once and repeat on any failure, as a plain HTTP step with three tries does. For comparison only. */
  readonly bare: boolean;
}

const shipped = { lease: true, shortHolds: false, waitToSettle: true, serverKind: 'config', oneProcess: false, keyless: false, bare: false } as const;

export const policies: readonly Policy[] = [
  { ...shipped, id: 'lease', name: 'lease, waits to settle' },
  { ...shipped, id: 'lease-no-wait', name: 'lease, does not wait (Zapier with its store)', waitToSettle: false },
  { ...shipped, id: 'no-lease', name: 'no lease, waits to settle', lease: false },
  { ...shipped, id: 'no-lease-no-wait', name: 'no lease, does not wait', lease: false, waitToSettle: false },
  { ...shipped, id: 'holds', name: 'short holds, waits to settle (n8n)', lease: false, shortHolds: true },
  { ...shipped, id: 'holds-no-wait', name: 'short holds, does not wait (n8n)', lease: false, shortHolds: true, waitToSettle: false },
  { ...shipped, id: 'one-process', name: 'no lease, one process (n8n)', lease: false, oneProcess: true },
  { ...shipped, id: 'keyless', name: 'lease, no Event Key', keyless: true },
  { ...shipped, id: 'documented', name: 'lease, server without a fence', serverKind: 'documented' },
  { ...shipped, id: 'bare', name: 'plain request, three tries, no protocol', lease: false, bare: true },
];
