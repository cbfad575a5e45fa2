// How NODE_OPTIONS says that the preload is to be loaded.

/** NODE_OPTIONS with `--require preload` in front, unless it is there already. */
export function nodeOptionsWith(nodeOptions: string | undefined, preload: string): string {
  const wanted = `--require=${quote(preload)}`;
  if (nodeOptions === undefined || nodeOptions.trim() === '') return wanted;
  return nodeOptions.includes(wanted) ? nodeOptions : `${wanted} ${nodeOptions}`;
}

// It splits at spaces outside double quotes; a backslash escapes inside them.
function quote(path: string): string {
  return /[\s"\\]/.test(path) ? `"${path.replace(/["\\]/g, '\\$&')}"` : path;
}
