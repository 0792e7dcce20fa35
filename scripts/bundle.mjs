import { dirname, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { bundleN8nNode } from './bundle-n8n.mjs';
import { bundleZapierApp } from './bundle-zapier.mjs';

const root = resolve(dirname(fileURLToPath(import.meta.url)), '..');

await bundleN8nNode(root);
await bundleZapierApp(root);
