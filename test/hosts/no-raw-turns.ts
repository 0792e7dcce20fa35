/**
 * The one check over all outputs: no text that begins with a raw use of a tool, or with the server's own error text, leaves the product.
 * Both hosts' harnesses put everything that a node, trigger or step returns through it.
 */
export function withoutRawTurns<Output>(output: Output): Output {
  const raw = /"\s*(?:execute_|ERROR:)[^"]{0,60}/.exec(JSON.stringify(output) ?? '');
  if (raw !== null) throw new Error(`An output holds a raw turn of the agent: ${raw[0]}`);
  return output;
}
