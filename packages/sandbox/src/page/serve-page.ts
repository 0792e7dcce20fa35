import { readFileSync } from 'node:fs';
import { plain } from '../wire/answer.ts';
import type { PlainAnswer } from '../wire/answer.ts';

const policy = { 'content-security-policy': "default-src 'self'; img-src 'self' data:", 'cache-control': 'no-store' };

const assets: Readonly<Record<string, { readonly file: string; readonly type: string }>> = {
  '/': { file: 'index.html', type: 'text/html; charset=utf-8' },
  '/page.css': { file: 'page.css', type: 'text/css; charset=utf-8' },
  '/page.js': { file: 'page.js', type: 'text/javascript; charset=utf-8' },
};

/** The live page and its two files, or `null` for any other path. */
export function pageAnswer(path: string): PlainAnswer | null {
  const asset = assets[path];
  if (asset === undefined) return null;
  return plain(200, asset.type, readFileSync(new URL(`./assets/${asset.file}`, import.meta.url)), policy);
}
