import { isJsonObject } from '../domain/json-value.ts';

/** A JSON object as it came from the server; nothing about it is trusted. */
export type WireObject = Readonly<Record<string, unknown>>;

/** Reads a property in the server's casing or in the documented casing (`queueId` or `QueueId`). */
export function property(object: WireObject, name: string): unknown {
  if (Object.hasOwn(object, name)) return object[name];
  const documentedName = name.charAt(0).toUpperCase() + name.slice(1);
  return Object.hasOwn(object, documentedName) ? object[documentedName] : undefined;
}

export function textOrNull(object: WireObject, name: string): string | null {
  const value = property(object, name);
  if (typeof value === 'string') return value;
  return typeof value === 'number' ? String(value) : null;
}

export function text(object: WireObject, name: string): string {
  return textOrNull(object, name) ?? '';
}

export function integerOrNull(object: WireObject, name: string): number | null {
  const value = property(object, name);
  return typeof value === 'number' && Number.isInteger(value) ? value : null;
}

export function list(object: WireObject, name: string): readonly unknown[] {
  const value = property(object, name);
  return Array.isArray(value) ? value : [];
}

export function child(object: WireObject, name: string): WireObject {
  const value = property(object, name);
  return isJsonObject(value) ? value : {};
}

/** A map of texts; values of other kinds are left out. Keys keep their case. */
export function textMap(object: WireObject, name: string): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(child(object, name)).filter((entry): entry is [string, string] => typeof entry[1] === 'string'),
  );
}
