// Where the objects of a build come from: a mark in their annotations, as kustomize keeps such notes itself, outlives every patch but those
// that take all annotations away.
import { Manifest } from '../../manifest';
import { MOVED, WRITTEN_NAME } from '../flux/selector';
import { TreePiece } from './repository';

/** Where an object of a build was written: a document, or the kustomization whose generator makes it. @internal */
export interface Source {
  readonly piece?: TreePiece;
  readonly generator?: string;
  readonly name: string;
  /** True where a step that would change the object was passed over. */
  partly: boolean;
}

const MARK = 'internal.config.kubernetes.io/source';

/** The sources of a build. @internal */
export class Sources {
  private readonly all: Source[] = [];

  public marked(manifest: Manifest, source: Pick<Source, 'piece' | 'generator'>): Manifest {
    this.all.push({ ...source, name: manifest.metadata.name, partly: false });
    const { name, namespace = '' } = manifest.metadata;
    const annotations = {
      ...manifest.metadata.annotations,
      [MARK]: String(this.all.length - 1),
      [WRITTEN_NAME]: `${namespace}/${name}`,
    };
    return { ...manifest, metadata: { ...manifest.metadata, annotations } };
  }

  public of(manifest: Manifest): Source | undefined {
    const mark = manifest.metadata.annotations?.[MARK];
    if (mark !== undefined) return this.all[Number(mark)];
    // A patch took the annotations away.
    const same = this.all.filter(
      ({ piece }) => piece?.content.kind === manifest.kind && nameOf(piece) === manifest.metadata.name,
    );
    return same.length === 1 ? same[0] : undefined;
  }

  /** Objects to which something happens that is not followed. */
  public touch(objects: readonly Manifest[]): void {
    for (const object of objects) {
      const source = this.of(object);
      if (source !== undefined) source.partly = true;
    }
  }
}

function nameOf({ content }: TreePiece): unknown {
  return (content as Manifest).metadata.name;
}

/** The object without its mark. @internal */
export function unmarked(manifest: Manifest): Manifest {
  const { annotations, ...metadata } = manifest.metadata;
  if (annotations?.[MARK] === undefined) return manifest;
  const { [MARK]: _, [WRITTEN_NAME]: __, [MOVED]: ___, ...rest } = annotations;
  return { ...manifest, metadata: Object.keys(rest).length === 0 ? metadata : { ...metadata, annotations: rest } };
}
