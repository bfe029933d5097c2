// A value that somebody else fills in: the frame says nothing about it.

/** Stands where a value is not known: a text as Flux fills it in later. */
export const UNKNOWN = '${unknown}';
