// What register-hooks.ts tells preload.ts; a file of its own, because the preload is loaded where nothing else is.

/**
 * Set while a thread of hooks is started that would not be there without racewire: what `--require` names is not run in it.
 */
export const ALONE_VARIABLE = 'RACEWIRE_HOOKS';
