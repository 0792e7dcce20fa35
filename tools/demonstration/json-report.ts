import type { HostReport } from './host-report.ts';
import type { SandboxLedger } from './sandbox-process.ts';

/** The report as one JSON object; recipients are masked. */
export function toJsonReport(reports: Readonly<Record<'n8n' | 'zapier', HostReport>>, ledger: SandboxLedger): unknown {
  return {
    hosts: { n8n: hostOf(reports.n8n), zapier: hostOf(reports.zapier) },
    sandbox: { dials: ledger.dials.length, dialledTwice: ledger.dialledTwice.length },
  };
}

function hostOf(report: HostReport): unknown {
  return {
    leads: report.leads,
    placed: report.placed.length,
    refused: report.refused,
    deduplicated: report.refused.filter((one) => one.code === 'DEDUPLICATED').length,
    ended: report.ended.map(({ queueId, recipient, outcome }) => ({ queueId, recipient, outcome })),
  };
}
