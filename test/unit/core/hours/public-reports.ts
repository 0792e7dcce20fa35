import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';

/** What somebody reported in public about calls at the wrong hour, and what is right. */
export interface PublicReport {
  readonly id: string;
  readonly kind: string;
  readonly input: Readonly<Record<string, unknown>>;
  readonly right: string;
}

/** The reports of one kind, such as `K2`. */
export function publicReports(kind: string): readonly PublicReport[] {
  const file = resolve(__dirname, '../../../vectors/public-reports.json');
  const reports = JSON.parse(readFileSync(file, 'utf8')) as readonly PublicReport[];
  return reports.filter(({ id }) => id.startsWith(`${kind}-`));
}
