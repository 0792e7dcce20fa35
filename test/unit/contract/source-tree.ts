import { readdirSync, readFileSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';

export const projectRoot = resolve(__dirname, '../../..');

export interface SourceFile {
  /** From the project's root, with forward slashes. */
  readonly path: string;
  readonly text: string;
  /** The names in its import and export-from statements. */
  readonly imports: readonly string[];
}

const skipped = new Set(['node_modules', 'dist', 'build', 'generated', 'coverage', '.git']);

/** Every source file below a folder of the project, hand-written ones only. */
export function readSources(folder: string): readonly SourceFile[] {
  return walk(join(projectRoot, folder))
    .filter((file) => /\.(ts|mts|mjs|cjs)$/.test(file) && !file.endsWith('.d.ts'))
    .map((file) => {
      const text = readFileSync(file, 'utf8');
      return { path: relative(projectRoot, file).replaceAll('\\', '/'), text, imports: importsOf(text) };
    });
}

function walk(folder: string): readonly string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    if (skipped.has(entry.name)) return [];
    const path = join(folder, entry.name);
    return entry.isDirectory() ? walk(path) : [path];
  });
}

function importsOf(text: string): readonly string[] {
  const patterns = [/\bfrom\s+['"]([^'"]+)['"]/g, /\bimport\s+['"]([^'"]+)['"]/g, /\b(?:import|require)\(\s*['"]([^'"]+)['"]\s*\)/g];
  return patterns.flatMap((pattern) => [...text.matchAll(pattern)].map((match) => match[1] ?? ''));
}

/** Source text without comments and without the contents of regular sentences inside them. */
export function codeOf(file: SourceFile): string {
  return file.text.replace(/\/\*[\s\S]*?\*\//g, '').replace(/^\s*\/\/.*$/gm, '');
}
