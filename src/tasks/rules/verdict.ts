// What a rule says of one pair of an operation and a write.
import type { Certainty, Severity } from '../../facts/types.ts';

export interface Verdict {
  readonly severity: Severity;
  readonly certainty: Certainty;
}
