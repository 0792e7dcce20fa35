/** The parts of an app definition that the publishing rules look at, as the handler's `definition` command returns them. */

export interface FieldDefinition {
  readonly key: string;
  readonly label?: string;
  readonly type?: string;
  readonly required?: boolean;
  readonly helpText?: string;
  readonly dynamic?: string;
  readonly search?: string;
  readonly primary?: boolean;
  readonly list?: boolean;
  readonly default?: string;
  readonly group?: string;
  readonly choices?: unknown;
  readonly dict?: boolean;
  readonly children?: readonly FieldDefinition[];
}

export interface ActionDefinition {
  readonly key: string;
  readonly noun: string;
  readonly display: { readonly label: string; readonly description: string; readonly hidden?: boolean };
  readonly operation: {
    readonly type?: string;
    /** A function shows as text. */
    readonly inputFields?: readonly (FieldDefinition | string)[];
    readonly outputFields?: readonly (FieldDefinition | string)[];
    readonly sample?: Readonly<Record<string, unknown>>;
    readonly throttle?: { readonly window: number; readonly limit: number; readonly scope?: readonly string[]; readonly retry?: boolean };
  };
}

export interface AppDefinition {
  readonly authentication: { readonly fields: readonly FieldDefinition[]; readonly connectionLabel?: string };
  readonly triggers: Readonly<Record<string, ActionDefinition>>;
  readonly creates: Readonly<Record<string, ActionDefinition>>;
  readonly searches: Readonly<Record<string, ActionDefinition>>;
  readonly searchOrCreates?: Readonly<Record<string, unknown>>;
}

export type ActionKind = 'triggers' | 'creates' | 'searches';

export interface NamedAction {
  readonly kind: ActionKind;
  readonly action: ActionDefinition;
  /** For messages. */
  readonly path: string;
}

export function allActions(app: AppDefinition): readonly NamedAction[] {
  return (['triggers', 'creates', 'searches'] as const).flatMap((kind) =>
    Object.values(app[kind]).map((action) => ({ kind, action, path: `${kind}.${action.key}` })),
  );
}

export function visibleActions(app: AppDefinition): readonly NamedAction[] {
  return allActions(app).filter(({ action }) => action.display.hidden !== true);
}

/** Fields that stand in the definition itself; dynamic ones are not there. */
function staticFields(fields: readonly (FieldDefinition | string)[] | undefined): readonly FieldDefinition[] {
  return (fields ?? []).filter((field): field is FieldDefinition => typeof field !== 'string');
}

export function inputFieldsOf({ action }: NamedAction): readonly FieldDefinition[] {
  return staticFields(action.operation.inputFields);
}

export function outputFieldsOf({ action }: NamedAction): readonly FieldDefinition[] {
  return staticFields(action.operation.outputFields);
}
