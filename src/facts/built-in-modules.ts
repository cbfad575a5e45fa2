// Node's own modules, loaded when they are needed: what racewire imports at its start, every process pays for.
import Module from 'node:module';
import process from 'node:process';

// Node.js 20 before 20.16 has no such function; neither do the types of Node.js 20.
const given = (process as { getBuiltinModule?: (name: string) => object }).getBuiltinModule;

/**
 * Loads a module of Node's own.
 * @param name - with `node:` in front
 */
export const getBuiltinModule: (name: string) => object =
  given ?? ((name) => Module.createRequire(`${process.cwd()}/`)(name) as object);
