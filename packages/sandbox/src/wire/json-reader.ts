/** A JSON text as the server's reader sees it: numbers as written, members in order and as often as they occur. */
export type JsonNode =
  | { readonly kind: 'null' | 'true' | 'false' }
  | { readonly kind: 'number'; readonly raw: string }
  | JsonText
  | { readonly kind: 'array'; readonly items: readonly JsonNode[] }
  | JsonRecord;

/** `isWhole` = no half of a surrogate pair, which the server can store nowhere. */
export interface JsonText {
  readonly kind: 'string';
  readonly text: string;
  readonly isWhole: boolean;
}

export interface JsonMember {
  readonly name: JsonText;
  readonly value: JsonNode;
}

export interface JsonRecord {
  readonly kind: 'object';
  readonly members: readonly JsonMember[];
}

/** Not JSON; `path` is where the reader stood, in the server's notation (`$.filter.campaignIds[0]`). */
export class BrokenJson extends Error {
  readonly path: string;

  constructor(path: string) {
    super(`The text is not JSON at ${path}.`);
    this.path = path;
  }
}

const deepest = 64;
const literals = { null: 'null', true: 'true', false: 'false' } as const;
const escapes: Readonly<Record<string, string>> = { '"': '"', '\\': '\\', '/': '/', b: '\b', f: '\f', n: '\n', r: '\r', t: '\t' };

/** Reads strict JSON: no comments, no trailing commas, at most 64 levels. Throws `BrokenJson`. */
export function readJson(text: string): JsonNode {
  return new Reader(text).document();
}

class Reader {
  readonly #text: string;
  readonly #path: string[] = [];
  #at = 0;
  #depth = 0;

  constructor(text: string) {
    this.#text = text;
  }

  document(): JsonNode {
    const value = this.#value();
    this.#blanks();
    if (this.#at < this.#text.length) this.#fail();
    return value;
  }

  #value(): JsonNode {
    this.#blanks();
    const character = this.#text.charAt(this.#at);
    if (character === '{') return this.#nested(() => this.#object());
    if (character === '[') return this.#nested(() => this.#array());
    if (character === '"') return this.#string();
    for (const kind of Object.values(literals)) if (this.#takes(kind)) return { kind };
    const number = this.#match(/-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?/y);
    if (number === '') return this.#fail();
    return { kind: 'number', raw: number };
  }

  #nested<T>(read: () => T): T {
    this.#depth += 1;
    if (this.#depth > deepest) return this.#fail();
    this.#at += 1;
    const value = read();
    this.#depth -= 1;
    return value;
  }

  #object(): JsonNode {
    const members: JsonMember[] = [];
    this.#blanks();
    if (this.#takes('}')) return { kind: 'object', members };
    for (;;) {
      this.#blanks();
      if (this.#text.charAt(this.#at) !== '"') this.#fail();
      const name = this.#string();
      this.#blanks();
      if (!this.#takes(':')) this.#fail();
      this.#path.push(`.${name.text}`);
      this.#blanks();
      // Where the text just ends, the reader has not entered the member yet.
      if (this.#at === this.#text.length) this.#path.pop();
      const value = this.#value();
      this.#path.pop();
      members.push({ name, value });
      this.#blanks();
      if (this.#takes('}')) return { kind: 'object', members };
      if (!this.#takes(',')) this.#fail();
    }
  }

  #array(): JsonNode {
    const items: JsonNode[] = [];
    this.#blanks();
    if (this.#takes(']')) return { kind: 'array', items };
    for (;;) {
      this.#path.push(`[${items.length}]`);
      items.push(this.#value());
      this.#path.pop();
      this.#blanks();
      if (this.#takes(']')) return { kind: 'array', items };
      if (!this.#takes(',')) this.#fail();
    }
  }

  #string(): JsonText {
    this.#at += 1;
    const parts: string[] = [];
    for (;;) {
      // oxlint-disable-next-line no-control-regex -- JSON forbids raw control characters inside a text
      parts.push(this.#match(/[^"\\\u0000-\u001f]*/y));
      if (this.#takes('"')) break;
      if (!this.#takes('\\')) this.#fail();
      parts.push(this.#escape());
    }
    const text = parts.join('');
    return { kind: 'string', text, isWhole: text.isWellFormed() };
  }

  #escape(): string {
    const hex = this.#match(/u[0-9a-fA-F]{4}/y);
    if (hex !== '') return String.fromCharCode(Number.parseInt(hex.slice(1), 16));
    const character = escapes[this.#text.charAt(this.#at)];
    if (character === undefined) return this.#fail();
    this.#at += 1;
    return character;
  }

  #blanks(): void {
    this.#match(/[ \t\r\n]*/y);
  }

  #takes(text: string): boolean {
    if (!this.#text.startsWith(text, this.#at)) return false;
    this.#at += text.length;
    return true;
  }

  #match(pattern: RegExp): string {
    pattern.lastIndex = this.#at;
    const found = pattern.exec(this.#text)?.[0] ?? '';
    this.#at += found.length;
    return found;
  }

  #fail(): never {
    throw new BrokenJson(`$${this.#path.join('')}`);
  }
}

/** The last member of that exact name, as the server's documents find it. */
export function memberOf(node: JsonRecord, name: string): JsonNode | null {
  return node.members.findLast((member) => member.name.text === name)?.value ?? null;
}
