// The variables of Flux Kustomizations: written in them, or in ConfigMaps and Secrets that the same tree applies. What lies elsewhere is unknown.
import { isMap, Manifest, PlainMap } from '../../manifest';
import { substituted, withCommonMetadata } from '../flux';
import type { Unknown, Variables } from '../flux';
import { BuiltObject } from './build';
import { Root } from './roots';

interface Known {
  readonly variables: Variables;
  /** @default - every variable is known */
  readonly isUnknown?: Unknown;
}

/** Fills the variables of a tree. @internal */
export class Filler {
  /** ConfigMaps and Secrets by kind, namespace and name. */
  private readonly data = new Map<string, PlainMap>();

  /** Takes note of the ConfigMaps and Secrets that a root applies. */
  public learn(objects: readonly Manifest[]): void {
    for (const { kind, metadata, data, stringData } of objects)
      if (kind === 'ConfigMap' || kind === 'Secret') {
        const decoded = kind === 'Secret' ? decodedData(data) : isMap(data) ? data : {};
        this.data.set(keyOf(kind, metadata.namespace, metadata.name), {
          ...decoded,
          ...(isMap(stringData) ? stringData : {}),
        });
      }
  }

  /** A root that another root brings, with the variables of that one in its spec. */
  public specOf(manifest: Manifest, by: Root): Manifest {
    if (by.tool !== 'flux' || !isMap(manifest.spec) || !isRootGroup(manifest.apiVersion)) return manifest;
    const { variables, isUnknown } = this.of(by);
    const result = substituted(manifest, variables, isUnknown);
    return result.said === 'done' ? result.value : manifest;
  }

  /**
   * The objects of a root as Flux sends them: variables filled, common metadata added.
   *
   * @param beyond hears of what stops Flux, or what text does not follow
   */
  public filled(root: Root, objects: readonly BuiltObject[], beyond: (why: string) => void): BuiltObject[] {
    if (root.tool !== 'flux') return [...objects];
    const { variables, isUnknown } = this.of(root);
    return objects.map((object) => {
      const result = substituted(object.manifest, variables, isUnknown);
      if (result.said !== 'done') {
        const { kind, metadata } = object.manifest;
        beyond(`variables of ${kind} ${metadata.name}: ${result.said === 'refused' ? result.reason : result.why}`);
      }
      const manifest = result.said === 'done' ? result.value : object.manifest;
      const [common] = withCommonMetadata([manifest], root.spec.commonMetadata);
      return { ...object, manifest: common!, partly: object.partly || result.said !== 'done' };
    });
  }

  private of({ name, spec }: Root): Known {
    const build = isMap(spec.postBuild) ? spec.postBuild : {};
    const namespace = name.split('/')[1];
    const variables: Record<string, string> = {};
    const take = (map: PlainMap) => {
      for (const [key, value] of Object.entries(map))
        if (typeof value === 'string') variables[key] = value.replaceAll('\n', '');
    };
    // What a later source may hold over an earlier one is not known either.
    let unknown = false;
    for (const source of Array.isArray(build.substituteFrom) ? (build.substituteFrom as unknown[]) : []) {
      if (!isMap(source)) continue;
      const found = this.data.get(keyOf(String(source.kind), namespace, String(source.name)));
      if (found === undefined) {
        unknown = true;
        for (const key of Object.keys(variables)) delete variables[key];
      } else take(found);
    }
    if (isMap(build.substitute)) take(build.substitute);
    const isUsed = unknown || Object.keys(variables).length > 0;
    if (!isUsed) return { variables };
    // Flux writes nothing for a variable that nobody sets. Whoever lives with that sets it out of sight more often than not: nothing is judged on it.
    return {
      variables,
      isUnknown: (variable, hasDefault) => !Object.hasOwn(variables, variable) && (unknown || !hasDefault),
    };
  }
}

function keyOf(kind: string, namespace: string | undefined, name: string): string {
  return `${kind}/${namespace ?? ''}/${name}`;
}

function isRootGroup(apiVersion: string): boolean {
  return /^(?:kustomize\.toolkit\.fluxcd\.io|argoproj\.io|fluxcd\.controlplane\.io)\//.test(apiVersion);
}

/** Data of a Secret as text. What cannot be read, an encrypted value, is left out. */
function decodedData(data: unknown): PlainMap {
  if (!isMap(data)) return {};
  return Object.fromEntries(
    Object.entries(data).flatMap(([key, value]) =>
      typeof value === 'string' && !value.startsWith('ENC[') ? [[key, Buffer.from(value, 'base64').toString()]] : [],
    ),
  );
}
