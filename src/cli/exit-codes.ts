// The exit codes of racewire's own; any other one is the command's.

/** Wrong use. */
export const USAGE = 2;

/** The command succeeded, and more races remain than are tolerated: Go's. */
export const RACES_FOUND = 66;

/** The command succeeded, and its report could not be made: EX_SOFTWARE of sysexits. */
export const REPORT_LOST = 70;

/** The command ran out of time, as of timeout(1). */
export const TIMED_OUT = 124;
