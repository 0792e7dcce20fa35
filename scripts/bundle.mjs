import { dirname, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { bundleZapierApp } from './bundle-zapier.mjs';

const root = resolve(dirname(fileURLToPath(import.meta.url)), '..');

await bundleZapierApp(root);
