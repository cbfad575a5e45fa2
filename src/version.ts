/** The version of this package; a test holds it to package.json. It is part of every cache key and report. */
export const VERSION = '0.1.0';
