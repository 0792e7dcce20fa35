/**
 * The first name that occurs twice in an object directly below the top level under `member`, or `null`.
 * `JSON.parse` keeps the last of two equal names silently; the server fails on them in its string maps.
 */
export function duplicateKeyIn(json: string, member: string): string | null {
  const path: string[] = [];
  const seen: Set<string>[] = [];
  const isObject: boolean[] = [];
  let expectsKey = false;
  let key = '';
  for (let index = 0; index < json.length; index += 1) {
    const character = json.charAt(index);
    if (character === '"') {
      const end = endOfText(json, index);
      if (expectsKey) {
        key = JSON.parse(json.slice(index, end + 1)) as string;
        const names = seen.at(-1);
        if (path.length === 2 && path[1] === member && names?.has(key) === true) return key;
        names?.add(key);
        expectsKey = false;
      }
      index = end;
    } else if (character === '{' || character === '[') {
      path.push(isObject.at(-1) === true ? key : '');
      seen.push(new Set());
      isObject.push(character === '{');
      expectsKey = character === '{';
    } else if (character === '}' || character === ']') {
      path.pop();
      seen.pop();
      isObject.pop();
      expectsKey = false;
    } else if (character === ',') {
      expectsKey = isObject.at(-1) === true;
    }
  }
  return null;
}

function endOfText(json: string, start: number): number {
  let index = start + 1;
  while (index < json.length && json.charAt(index) !== '"') index += json.charAt(index) === '\\' ? 2 : 1;
  return index;
}
