import type { ActionValue, ActionVariables } from './action-variables.ts';

/** A template that the server's engine refuses, or a part of it that this sandbox does not know. The tool then sends nothing. */
export class BadTemplate extends Error {}

const mostTokens = 99;
const longestText = 16_000;
const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** Words of the template language: an argument with such a name makes every run of its tool fail. */
const keywords: ReadonlySet<string> = new Set(['if', 'else', 'end', 'for', 'in', 'while', 'break', 'continue', 'func', 'ret', 'capture', 'readonly', 'import', 'with', 'wrap', 'include', 'case', 'when', 'this', 'null', 'true', 'false', 'empty', 'tablerow', 'do', 'offset', 'limit', 'reversed']);

/**
 * The first layer, from the campaign to an argument of the tool: `{={name}=}` is replaced. A text that is one token and nothing else
 * hands over the value itself, a map for example; otherwise everything becomes text, and a name that is not there becomes nothing.
 */
export function fillArgument(template: string, variables: ActionVariables): ActionValue {
  const only = /^\s*\{=\{([^{}]*)\}=\}\s*$/.exec(template)?.[1]?.trim();
  if (only !== undefined && only in variables) return variables[only] ?? null;
  let tokens = 0;
  return template.replace(/\{=\{([^{}]*)\}=\}/g, (whole, name: string) => {
    tokens += 1;
    if (tokens > mostTokens) return whole;
    const value = variables[name.trim()];
    return value === undefined ? '' : plainText(value);
  });
}

/** Texts stand raw, not escaped for JSON; times as ISO in UTC; maps as JSON. */
function plainText(value: ActionValue): string {
  if (value === null) return 'null';
  if (value instanceof Date) return value.toISOString();
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}

/**
 * The second layer, from the arguments to the tool's URL, headers and body: `{{ name.member | function }}`, the part of Scriban that
 * a tool for hooks needs. Text that comes out of a value is not read again.
 * @throws BadTemplate for anything else.
 */
export function renderTemplate(template: string, values: ActionVariables): string {
  for (const name of Object.keys(values)) if (keywords.has(name)) throw new BadTemplate(`"${name}" is a word of the template language.`);
  const text = template.replace(/\{\{-?([^]*?)-?\}\}/g, (_whole, expression: string) => evaluate(expression.trim(), values));
  return text.length > longestText ? `${text.slice(0, longestText)}...` : text;
}

function evaluate(expression: string, values: ActionVariables): string {
  const [path = '', ...functions] = expression.split('|').map((part) => part.trim());
  const value = lookUp(path, values);
  const [called, ...others] = functions;
  if (others.length > 0) throw new BadTemplate(`"${expression}" has more than one function; this sandbox knows one.`);
  switch (called) {
    case undefined:
      return shown(value);
    case 'object.to_json':
      return JSON.stringify(value);
    case 'string.literal':
      return JSON.stringify(shown(value));
    default:
      throw new BadTemplate(`This sandbox does not know "${called}".`);
  }
}

/** A name that is not there is nothing, and so is each member of nothing. */
function lookUp(path: string, values: ActionVariables): ActionValue {
  if (!/^[A-Za-z_]\w*(?:\.[A-Za-z_]\w*|\["[^"]+"\])*$/.test(path)) throw new BadTemplate(`This sandbox cannot read "${path}".`);
  const [name = '', ...members] = path.split(/\.|\["|"\]/).filter((part) => part !== '');
  let value: ActionValue | undefined = values[name];
  for (const member of members) value = typeof value === 'object' && value !== null && !(value instanceof Date) ? value[member] : undefined;
  return value ?? null;
}

/** As the engine writes a value into a text: a day without its time, a map in a notation of its own. */
function shown(value: ActionValue): string {
  if (value === null) return '';
  if (value instanceof Date) return `${String(value.getUTCDate()).padStart(2, '0')} ${months[value.getUTCMonth()] ?? ''} ${value.getUTCFullYear()}`;
  if (typeof value !== 'object') return String(value);
  return `{${Object.entries(value).map(([key, inner]) => `${key}: ${JSON.stringify(inner)}`).join(', ')}}`;
}
