import { isJsonObject } from '../wire/json-value.ts';
import type { JsonObject, JsonValue } from '../wire/json-value.ts';

/** A world file that is none, or lacks a part. The message is one sentence that names the place. */
export class BadWorld extends Error {}

/** One object of the world, with the way to it for messages. Each reader throws `BadWorld` naming the place. */
export class Place {
  readonly content: JsonObject;
  readonly #path: string;

  constructor(content: JsonObject, path: string) {
    this.content = content;
    this.#path = path;
  }

  fail(name: string, wanted: string): never {
    const isMissing = this.content[name] === undefined;
    throw new BadWorld(`The world's "${this.#join(name)}" is ${isMissing ? `missing; it should be ${wanted}` : `not ${wanted}`}.`);
  }

  value(name: string): JsonValue {
    const value = this.content[name];
    return value === undefined ? this.fail(name, 'given') : value;
  }

  text(name: string): string {
    const value = this.content[name];
    return typeof value === 'string' ? value : this.fail(name, 'a text');
  }

  textOrNull(name: string): string | null {
    return this.value(name) === null ? null : this.text(name);
  }

  number(name: string): number {
    const value = this.content[name];
    return typeof value === 'number' ? value : this.fail(name, 'a number');
  }

  /** Ms since 1970 UTC; what is finer is cut, as the server's database does. */
  moment(name: string): number {
    const ms = Date.parse(this.text(name));
    return Number.isNaN(ms) ? this.fail(name, 'a moment in ISO 8601') : ms;
  }

  momentOrNull(name: string): number | null {
    return this.value(name) === null ? null : this.moment(name);
  }

  textMapOrNull(name: string): Readonly<Record<string, string>> | null {
    const value = this.value(name);
    if (value === null) return null;
    if (!isJsonObject(value) || !Object.values(value).every((text) => typeof text === 'string')) return this.fail(name, 'an object of texts');
    return value as Readonly<Record<string, string>>;
  }

  list(name: string): readonly JsonValue[] {
    const value = this.content[name];
    return Array.isArray(value) ? (value as readonly JsonValue[]) : this.fail(name, 'a list');
  }

  numbers(name: string): readonly number[] {
    const list = this.list(name);
    return list.every((item) => typeof item === 'number') ? list : this.fail(name, 'a list of numbers');
  }

  items(name: string): readonly Place[] {
    return this.list(name).map((item, index) => {
      if (!isJsonObject(item)) throw new BadWorld(`The world's "${this.#join(name)}[${index}]" is not an object.`);
      return new Place(item, `${this.#join(name)}[${index}]`);
    });
  }

  part(name: string): Place {
    const value = this.content[name];
    return isJsonObject(value) ? new Place(value, this.#join(name)) : this.fail(name, 'an object');
  }

  partOrNull(name: string): Place | null {
    return this.value(name) === null ? null : this.part(name);
  }

  entries(name: string): readonly (readonly [string, Place])[] {
    const part = this.part(name);
    return Object.keys(part.content).map((key) => [key, part.part(key)] as const);
  }

  #join(name: string): string {
    return this.#path === '' ? name : `${this.#path}.${name}`;
  }
}
