import type { AppDefinition } from './definition.ts';

/** One of Zapier's publishing rules that can be judged from the definition alone. */
export interface PublishingRule {
  /** Zapier's code where it has one, for example D012; else a word for the copy rule. */
  readonly id: string;
  readonly title: string;
  /** One sentence for each breach; empty when the definition keeps the rule. */
  readonly breaches: (app: AppDefinition) => readonly string[];
}
