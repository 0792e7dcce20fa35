import { copyFileSync, mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

/** Lays the licence of each bundled library into `folder`, since they ask for it beside every copy. `written` is the bundler's output. */
export function copyLicences(written, folder) {
  mkdirSync(folder);
  const modules = written.flatMap((chunk) => chunk.moduleIds ?? []);
  const packages = new Map(modules.flatMap((id) => findPackage(id)));
  for (const [name, packageFolder] of packages) {
    const licence = readdirSync(packageFolder).find((file) => /^licen[cs]e/i.test(file));
    if (licence === undefined) throw new Error(`The bundled library ${name} has no licence file.`);
    copyFileSync(join(packageFolder, licence), join(folder, `${name}.txt`));
  }
}

/** Name and folder of the package that a bundled file belongs to; nothing for the project's own files. */
function findPackage(id) {
  const path = /^(.*[\\/]node_modules[\\/]((?:@[^\\/]+[\\/])?[^\\/]+))[\\/]/.exec(id.split('?')[0]);
  return path === null ? [] : [[path[2].replace(/[\\/]/g, '-'), path[1]]];
}
