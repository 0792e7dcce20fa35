import { styleText } from 'node:util';
import type { EndedCall, HostReport } from './host-report.ts';
import type { Lead } from './leads.ts';

type Style = Parameters<typeof styleText>[0];

/** Colours only on a terminal that wants them. */
export function paint(style: Style, text: string): string {
  return styleText(style, text, { stream: process.stdout });
}

/** One line per stage: what is being done, then how it went and how long it took. */
export class Progress {
  readonly #quiet: boolean;

  constructor(quiet: boolean) {
    this.#quiet = quiet;
  }

  async stage<T>(title: string, work: () => Promise<T>, describe: (result: T) => string): Promise<T> {
    const startedMs = performance.now();
    this.#write(`${paint('cyan', '▸')} ${title} `);
    try {
      const result = await work();
      const seconds = ((performance.now() - startedMs) / 1000).toFixed(1);
      this.#write(`${paint('green', '✔')} ${describe(result)} ${paint('dim', `(${seconds} s)`)}\n`);
      return result;
    } catch (error) {
      this.#write(`${paint('red', '✘')}\n`);
      throw error;
    }
  }

  line(text = ''): void {
    this.#write(`${text}\n`);
  }

  #write(text: string): void {
    if (!this.#quiet) process.stdout.write(text);
  }
}

export function printHost(progress: Progress, name: string, report: HostReport, leads: readonly Lead[]): void {
  progress.line();
  progress.line(paint('bold', name));
  progress.line(`  ${report.leads} leads read, ${paint('green', `${report.placed.length} calls placed`)}, ${paint('yellow', `${report.refused.length} leads not called`)}:`);
  for (const refused of report.refused) {
    const lead = leads.find((one) => one.row === refused.row);
    progress.line(`    row ${String(refused.row).padStart(2)}  ${fit(lead?.values['name'] ?? '', 22)}  ${refused.message}`);
  }
  progress.line(`  ${report.ended.length} calls ended:`);
  progress.line(paint('dim', `    ${fit('recipient', 16)}  ${fit('campaign', 22)}  ${fit('outcome', 10)}  ${'time'.padStart(6)}  first words`));
  for (const call of report.ended) progress.line(`    ${describeEnded(call)}`);
}

const outcomeStyles: Readonly<Record<string, Style>> = { completed: 'green', voicemail: 'blue', unknown: 'yellow', failed: 'red' };

function describeEnded(call: EndedCall): string {
  const outcome = paint(outcomeStyles[call.outcome] ?? 'magenta', fit(call.outcome, 10));
  const time = call.durationSeconds === null ? '' : `${Math.round(call.durationSeconds)} s`;
  return `${fit(call.recipient, 16)}  ${fit(call.campaign, 22)}  ${outcome}  ${time.padStart(6)}  ${fit(call.firstLine, 58).trimEnd()}`;
}

/** Cuts or pads to a width, counting what a terminal shows as one or two cells. */
function fit(text: string, width: number): string {
  let used = 0;
  let result = '';
  for (const { segment } of new Intl.Segmenter().segment(text.replace(/\s+/g, ' '))) {
    const cells = /\p{Emoji_Presentation}|[\u3000-\u9fff\uac00-\ud7a3\uff01-\uff60]/u.test(segment) ? 2 : 1;
    if (used + cells > width - 1 && text.length > result.length + segment.length) return `${result}…${' '.repeat(Math.max(width - used - 1, 0))}`;
    result += segment;
    used += cells;
  }
  return result + ' '.repeat(Math.max(width - used, 0));
}
