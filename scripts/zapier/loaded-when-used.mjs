/** `const require_core = require("./core.js")`, as the bundler writes it, with or without blanks. */
const eagerPart = /\b(?:const|let|var) (require_\w+)\s*=\s*require\((["'`])\.\/([\w-]+)\.js\2\)/g;

/** Stands for a part until one of its exports is used. The bundler names them as `require_core.createClient` wherever they are used. */
const later = 'const later=(load)=>{let part;return new Proxy({},{get:(_target,name)=>(part??=load())[name]})};';

/**
 * Makes the parts of a bundle load on first use instead of at the start. Throws when a part is not required in the form that it knows:
 * a bundle that loads everything at once would only be slower, and nobody would notice.
 */
export function loadedWhenUsed(parts) {
  const deferred = new Set();
  return {
    name: 'loaded-when-used',
    renderChunk(code) {
      const text = code.replace(eagerPart, (_all, variable, _quote, part) => {
        deferred.add(part);
        // The literal path lets Zapier's command line find the file.
        return `const ${variable}=later(()=>require("./${part}.js"))`;
      });
      return text === code ? null : { code: later + text, map: null };
    },
    writeBundle() {
      const eager = parts.filter((part) => !deferred.has(part));
      if (eager.length > 0) throw new Error(`These parts of the Zapier app are loaded at the start, or not at all: ${eager.join(', ')}.`);
    },
  };
}
