import { realpathSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';

/** Unpacks a zip with the library that Zapier's command line itself uses. */
export function unzip(root, zipPath, target) {
  const cli = realpathSync(join(root, 'packages/zapier-app/node_modules/zapier-platform-cli/package.json'));
  const AdmZip = createRequire(cli)('adm-zip');
  new AdmZip(zipPath).extractAllTo(target, true);
}
