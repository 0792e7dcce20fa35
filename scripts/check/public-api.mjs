/**
 * Compares core's public API (its built declarations) with the committed snapshot, so that no change of it goes unnoticed.
 * `--update` writes the snapshot instead.
 */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';

const root = resolve(dirname(fileURLToPath(import.meta.url)), '../..');
/** The public entries; `./testing` may change at any time. */
const entries = { '.': 'packages/core/dist/index.d.ts', './axios': 'packages/core/dist/transport/axios-transport.d.ts' };
const snapshotFile = resolve(root, 'packages/core/public-api.txt');

function describeApi() {
  return Object.entries(entries)
    .map(([name, file]) => `== ${name}\n\n${describeEntry(resolve(root, file))}`)
    .join('\n');
}

function describeEntry(entry) {
  const program = ts.createProgram([entry], { module: ts.ModuleKind.NodeNext, moduleResolution: ts.ModuleResolutionKind.NodeNext, skipLibCheck: true });
  const checker = program.getTypeChecker();
  const source = program.getSourceFile(entry);
  const module = source && checker.getSymbolAtLocation(source);
  if (!module) throw new Error('Core is not built. Run "pnpm build" first.');
  return checker
    .getExportsOfModule(module)
    .map((symbol) => describeExport(checker, symbol))
    .sort()
    .join('\n');
}

function describeExport(checker, symbol) {
  const target = symbol.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(symbol) : symbol;
  const texts = (target.declarations ?? []).map((declaration) => {
    const node = ts.isVariableDeclaration(declaration) ? declaration.parent.parent : declaration;
    return stripComments(node.getText());
  });
  return `${symbol.name}\n${texts.join('\n')}\n`.replace(/^/gm, '  ').trimStart();
}

function stripComments(text) {
  return text
    .replace(/\/\*[\s\S]*?\*\//g, '')
    .replace(/[ \t]+$/gm, '')
    .replace(/\n\s*\n+/g, '\n');
}

const current = `${describeApi()}\n`;
if (process.argv.includes('--update')) {
  writeFileSync(snapshotFile, current);
  process.stdout.write('wrote packages/core/public-api.txt\n');
} else {
  const known = existsSync(snapshotFile) ? readFileSync(snapshotFile, 'utf8') : '';
  if (known !== current) {
    const before = new Set(known.split('\n'));
    const after = new Set(current.split('\n'));
    for (const line of before) if (!after.has(line)) process.stdout.write(`- ${line}\n`);
    for (const line of after) if (!before.has(line)) process.stdout.write(`+ ${line}\n`);
    process.stdout.write('The public API of core differs from packages/core/public-api.txt. If that is meant, run "pnpm api:update" and say so in the changelog.\n');
    process.exitCode = 1;
  }
}
