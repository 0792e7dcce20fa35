import { BrokenForm } from './multipart.ts';

const longestNameBytes = 2_048;
const longestValueBytes = 4_194_304;

/** Names and values of an urlencoded body, in order. Throws `BrokenForm` where one is over the framework's limits. */
export function readUrlencoded(text: string): readonly (readonly [string, string])[] {
  return text
    .split('&')
    .filter((pair) => pair !== '')
    .map((pair): readonly [string, string] => {
      const equals = pair.indexOf('=');
      const name = equals === -1 ? pair : pair.slice(0, equals);
      const value = equals === -1 ? '' : pair.slice(equals + 1);
      if (name.length > longestNameBytes) throw new BrokenForm(`Form key length limit ${longestNameBytes} exceeded.`);
      if (value.length > longestValueBytes) throw new BrokenForm(`Form value length limit ${longestValueBytes} exceeded.`);
      return [decodePart(name), decodePart(value)];
    });
}

/** `+` is a blank; escapes that are none, or spell no UTF-8, stay as they are. */
function decodePart(text: string): string {
  return text.replaceAll('+', ' ').replace(/(?:%[0-9a-f]{2})+/gi, (escaped) => {
    try {
      return decodeURIComponent(escaped);
    } catch {
      return escaped;
    }
  });
}
