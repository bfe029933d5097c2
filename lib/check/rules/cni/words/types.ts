// Words by reason.

/** Message and repair for the data of a reason. */
export type ReasonWords = Readonly<
  Record<string, (data: Readonly<Record<string, unknown>>) => readonly [message: string, repair: string]>
>;
