// What the kustomizations of the input do to the objects: which of them are patched or labelled, which images get another tag, which files stand in one list.
// (Files that are patches are no objects: the frame has set them apart.)
import { dirname, join, normalize } from 'node:path/posix';
import { RE2JS } from '@bufbuild/re2';
import { isMap, PlainMap } from '../../manifest';
import { Applied, CheckedObject, Model, World } from '../types';
import { listAt, mapAt, textAt } from './fields';

/** The kustomizations of the input, taken together. What roots apply has gone through them already: only what was passed over is left in doubt. */
export interface Kustomize {
  /** True if some kustomization patches the object in a way that is not followed: its fields are not known. */
  patches(object: CheckedObject): boolean;
  /** True if some kustomization may still put labels on the object. */
  mayLabel(object: CheckedObject): boolean;
  /** True if some kustomization may still set the tag or digest of this image of an object. */
  retags(object: CheckedObject, image: string): boolean;
  /** True if a kustomization that lists the file lays a patch over what it lists which is not at hand. */
  isPatchedUnseen(file: string): boolean;
  /** True if one kustomization lists both files. */
  listTogether(file: string, other: string): boolean;
}

interface Target {
  readonly kind?: string;
  readonly name?: string;
}

/** The model. */
export const KUSTOMIZE: Model<Kustomize> = {
  name: 'kustomize',
  build: (world) => new Kustomizations(world),
};

class Kustomizations implements Kustomize {
  private readonly targets: Target[] = [];
  private readonly images = new Set<string>();
  /** File to the kustomizations that list it. */
  private readonly listedBy = new Map<string, Set<string>>();
  /** Kustomizations with a patch that is encrypted, or not among the files. */
  private readonly unseen = new Set<string>();
  private readonly setsLabels: boolean;

  public constructor(private readonly world: World) {
    const all = [
      ...world.documents.map(({ content, origin }) => ({ content, origin })),
      ...world.objects.map(({ manifest, origin }) => ({ content: manifest as PlainMap, origin })),
    ].filter(
      ({ content }) =>
        /^kustomize\.(config\.k8s|toolkit\.fluxcd)\.io\//.test(String(content.apiVersion)) ||
        isBareKustomization(content),
    );
    for (const { content, origin } of all) {
      const flux = String(content.apiVersion).startsWith('kustomize.toolkit');
      this.read(flux ? mapAt(content, 'spec') : content, flux ? undefined : origin.file);
    }
    this.setsLabels = all.some(
      ({ content }) =>
        content.labels !== undefined ||
        content.commonLabels !== undefined ||
        mapAt(content, 'spec', 'commonMetadata').labels !== undefined,
    );
  }

  public patches({ manifest, applied }: CheckedObject): boolean {
    if (isBuilt(applied)) return applied.partly === true;
    const { kind, metadata } = manifest;
    return this.targets.some(
      (target) =>
        (target.kind === undefined || target.kind === kind) &&
        (target.name === undefined || matchesName(target.name, String(metadata.name))),
    );
  }

  public mayLabel({ applied }: CheckedObject): boolean {
    return isBuilt(applied) ? applied.partly === true : this.setsLabels;
  }

  public retags({ applied }: CheckedObject, image: string): boolean {
    return !isBuilt(applied) && this.images.has(image);
  }

  public isPatchedUnseen(file: string): boolean {
    return [...(this.listedBy.get(normalize(file)) ?? [])].some((by) => this.unseen.has(by));
  }

  public listTogether(file: string, other: string): boolean {
    const [a, b] = [this.listedBy.get(normalize(file)), this.listedBy.get(normalize(other))];
    return a !== undefined && b !== undefined && [...a].some((by) => b.has(by));
  }

  private read(content: PlainMap, file: string | undefined): void {
    for (const image of listAt(content, 'images')) {
      const name = textAt(image, 'name');
      if (name !== undefined && isMap(image) && (image.newTag !== undefined || image.digest !== undefined))
        this.images.add(name);
    }
    const folder = file === undefined ? undefined : dirname(file);
    const merges = listAt(content, 'patchesStrategicMerge');
    const patches = [...listAt(content, 'patches'), ...listAt(content, 'patchesJson6902')];
    for (const patch of merges) if (typeof patch === 'string') this.patch(patch, file);
    for (const patch of patches) {
      const target = mapAt(patch, 'target');
      if (Object.keys(target).length > 0)
        this.targets.push({ kind: textAt(target, 'kind'), name: textAt(target, 'name') });
      const path = textAt(patch, 'path');
      const text = textAt(patch, 'patch');
      if (path !== undefined) this.patch(path, Object.keys(target).length > 0 ? undefined : file);
      if (text !== undefined) this.inline(text);
    }
    if (file === undefined || folder === undefined) return;
    for (const resource of listAt(content, 'resources')) {
      if (typeof resource !== 'string') continue;
      const path = normalize(join(folder, resource));
      this.listedBy.set(path, (this.listedBy.get(path) ?? new Set()).add(normalize(file)));
    }
  }

  private patch(entry: string, file: string | undefined): void {
    if (entry.includes('\n')) this.inline(entry);
    else if (file !== undefined) {
      const documents = this.world.document(join(dirname(file), entry)) ?? [];
      if (documents.length === 0) this.unseen.add(normalize(file));
      for (const { content } of documents) this.target(content);
    }
  }

  private target(content: PlainMap): void {
    const kind = textAt(content, 'kind');
    if (kind !== undefined) this.targets.push({ kind, name: textAt(content, 'metadata', 'name') });
  }

  /** A patch in the text of a kustomization. Only the kind is read: enough to stay silent about such objects. */
  private inline(text: string): void {
    const kind = /^kind:\s*["']?([A-Za-z]+)/m.exec(text)?.[1];
    if (kind !== undefined) this.targets.push({ kind });
  }
}

function isBuilt(applied: Applied | undefined): applied is Applied {
  return applied !== undefined && applied.clusters.length > 0;
}

/** A `kustomization.yaml` may leave out its apiVersion and kind. */
function isBareKustomization(content: PlainMap): boolean {
  return (
    content.apiVersion === undefined &&
    content.kind === undefined &&
    Array.isArray(content.resources) &&
    content.resources.every((item) => typeof item === 'string')
  );
}

/** Names of patch targets are regular expressions of Go; one that cannot be read counts as a match. */
function matchesName(pattern: string, name: string): boolean {
  try {
    return new RE2JS(pattern).testExact(name);
  } catch {
    return true;
  }
}
