// What the kinds of writes say of themselves besides the values.
export interface WriteTraits {
  /** Keys came or went. */
  readonly structural: boolean;
  /** The write does not depend on plain reads of the entry. */
  readonly guardsOnly: boolean;
  /** The order in which two tasks make it is no matter of its own. */
  readonly unordered: boolean;
  /** All that there is is handed to who writes. */
  readonly takesAll: boolean;
}
/** A value is stored under a key. */
export const VALUE: WriteTraits = { structural: false, guardsOnly: false, unordered: false, takesAll: false };
/** A value is stored under a key that was not there, or a key is removed. */
export const KEY: WriteTraits = { structural: true, guardsOnly: false, unordered: false, takesAll: false };
/** An element is appended: the whole is judged, not the place. */
export const ELEMENT: WriteTraits = {
  structural: false,
  guardsOnly: false,
  unordered: true,
  takesAll: false,
};
/** The set of keys changes; how many there were does not matter to it. */
export const MEMBERSHIP: WriteTraits = {
  structural: true,
  guardsOnly: true,
  unordered: true,
  takesAll: false,
};
/** The set of keys changes in a way that depends on how many there were. */
export const POSITION: WriteTraits = {
  structural: true,
  guardsOnly: false,
  unordered: true,
  takesAll: false,
};
/** The set of keys is taken out as a whole (`splice(0)`): whoever takes it goes on with what there is by then. */
export const TAKING: WriteTraits = { structural: true, guardsOnly: true, unordered: true, takesAll: true };
