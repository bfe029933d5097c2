// The objects of the input as roots apply them, and what is to be said about those that none reaches.
import { Manifest } from '../../manifest';
import { AppliedObject, RealBuild, TreePiece, treesIn, Trees, TWICE } from '../../world/trees';
import { Applied, CheckedObject, Origin } from '../../world/types';
import { InputProblem } from './codes';
import { Piece } from './classify';

/** What the reader of files knows besides the pieces. */
export interface Given {
  readonly text: (file: string) => string | undefined;
  /** Values of the documents as kustomize reads them. */
  readonly built?: (file: string, document: number) => readonly unknown[] | undefined;
  /** Files that the user named: they are meant, whoever applies them. */
  readonly named: ReadonlySet<string>;
  /** @default - text alone */
  readonly realBuild?: RealBuild;
}

/** A piece of a file. */
interface PlacedPiece extends Piece {
  readonly file: string;
  readonly document: number;
}

/** The input as its roots apply it. */
export interface AppliedPieces<P> {
  /** The objects that a piece becomes: one as it is written, or one for each form in which roots apply it. */
  objects(piece: P, manifest: Manifest, origin: Origin): CheckedObject[];
  /** Objects that generators make; they stand where the generator is written. */
  generated(): CheckedObject[];
  /** Of a document that kustomizations and Applications may take in. */
  document(file: string): { readonly applied?: Applied };
  /** Of a document that no root takes in, as machine configurations are. */
  beside(file: string): { readonly applied?: Applied };
  isReached(file: string): boolean;
  /** What is not followed and what is not reached, each in one line. */
  problems(): InputProblem[];
}

/** Follows the roots among the pieces. */
export function appliedPieces<P extends PlacedPiece>(
  pieces: readonly P[],
  isObject: (piece: P) => boolean,
  files: readonly string[],
  { text, built, named, realBuild }: Given,
): AppliedPieces<P> {
  const counterpart = new Map<P, TreePiece>();
  for (const piece of pieces) {
    const { file, document, content, within } = piece;
    const place = within === undefined ? {} : { within };
    counterpart.set(piece, { file, document, content, ...place, isObject: isObject(piece) });
  }
  const trees = treesIn({
    pieces: [...counterpart.values()],
    files,
    text,
    ...(built === undefined ? {} : { built }),
    ...(realBuild === undefined ? {} : { realBuild }),
  });
  const leftOut: string[] = [];
  const appliedOf = (file: string): { applied?: Applied } => {
    const applied = named.has(file) ? undefined : trees.applied(file);
    return applied === undefined ? {} : { applied };
  };
  return {
    objects: (piece, manifest, origin) => {
      const own = counterpart.get(piece)!;
      if (trees.isTakenAway(own)) return [];
      const all = trees.of(own);
      if (all.length > 0)
        return all.map((one) => ({ manifest: one.manifest, origin: { ...origin, built: true }, applied: one.applied }));
      const place = appliedOf(origin.file!);
      if (place.applied?.clusters.length === 0) leftOut.push(origin.file!);
      return [{ manifest, origin, ...place }];
    },
    generated: () => trees.generated.map(asChecked),
    document: (file) => {
      const place = appliedOf(file);
      return place.applied?.clusters.length === 0 ? besideOf(trees, file, named) : place;
    },
    beside: (file) => besideOf(trees, file, named),
    isReached: (file) => appliedOf(file).applied?.clusters.length !== 0,
    problems: () => [...unfollowed(trees), ...unreached(leftOut)],
  };
}

function besideOf(trees: Trees, file: string, named: ReadonlySet<string>): { readonly applied?: Applied } {
  const applied = named.has(file) ? undefined : trees.beside(file);
  return applied === undefined ? {} : { applied };
}

function asChecked({ manifest, generator, generatorName, applied }: AppliedObject): CheckedObject {
  const made = generatorName === undefined ? {} : { generator: generatorName };
  return { manifest, origin: { file: generator!, document: 1, built: true, ...made }, applied };
}

function unfollowed(trees: Trees): InputProblem[] {
  // Two objects of one name are another rule's.
  const passedOver = trees.passedOver.filter(({ what }) => what !== TWICE);
  const [first] = passedOver;
  if (first === undefined) return [];
  const counts = new Map<string, number>();
  for (const { what } of passedOver) counts.set(what, (counts.get(what) ?? 0) + 1);
  const list = [...counts].sort((a, b) => b[1] - a[1]).map(([what, count]) => `${count} × ${what}`);
  return [
    {
      level: 'note',
      code: 'input/not-followed',
      file: first.file,
      message: `${passedOver.length} steps of kustomizations are not followed (${list.join(', ')}), the first here: ${first.why}`,
      repair: 'for the full answer check what they build: kustomize build … | talosnet check -',
    },
  ];
}

function unreached(files: readonly string[]): InputProblem[] {
  const [first] = files;
  if (first === undefined) return [];
  return [
    {
      level: 'note',
      code: 'input/not-applied',
      file: first,
      message: `${files.length} objects in ${new Set(files).size} files, the first here, are reached by no Flux Kustomization, Application or kustomization of the input: they get notes only`,
      repair: 'list what is meant to be applied, or name the file itself to have it judged',
    },
  ];
}
