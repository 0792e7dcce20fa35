/** Writes the samples of the Zapier app anew: `node test/hosts/zapier/record-samples.ts`, after a build. */
import { writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { toLiteral } from '../../../scripts/render/to-literal.mts';
import { recordSamples } from './sample-recorder.ts';

const header = '// Recorded from the sandbox by test/hosts/zapier/record-samples.ts. Do not edit.\n';
const samples = await recordSamples();
const text = Object.entries(samples)
  .map(([name, sample]) => `export const ${name} = ${toLiteral(sample)};\n`)
  .join('\n');
writeFileSync(resolve(import.meta.dirname, '../../../packages/zapier-app/src/generated/samples.ts'), `${header}${text}`);
