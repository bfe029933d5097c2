// Where the tools of GitOps begin: Flux Kustomizations, the paths that Flux itself is told to sync, Argo CD's Applications.
import { isMap, Manifest, PlainMap } from '../../manifest';
import { listAt, mapsIn, textAt } from '../derived/fields';
import { fluxOverlay } from '../flux';
import { applicationsOf } from './application-sets';
import { Repository } from './repository';

/** Something that applies a folder. @internal */
export interface Root {
  readonly tool: 'flux' | 'argo' | 'kustomize';
  /** Paths from the root of the repository; empty where it applies something else, a chart. */
  readonly paths: readonly RootPath[];
  /** Namespace and name; for a kustomization its folder. */
  readonly name: string;
  /** File in which it is written, from the top of the input. */
  readonly file: string;
  /** `spec` of a Flux Kustomization. @default {} */
  readonly spec: PlainMap;
  /** Where Argo CD sends it, unless that is its own cluster. */
  readonly destination?: string;
}

/** A folder that a root applies. @internal */
export interface RootPath {
  readonly path: string;
  /** Which folders a path with holes means: `apps/*`. @default - the path is one folder */
  readonly isPattern?: boolean;
  /** Laid over the kustomization there. */
  readonly overlay?: (content: PlainMap) => PlainMap;
  /** Files of a folder without kustomization. @default Flux's way: everything below */
  readonly directory?: PlainMap;
  /** Namespace for objects that have none, as Argo CD fills it in. */
  readonly fallback?: string;
}

/**
 * The roots that an object is.
 *
 * @param file in which it is written
 * @internal
 */
export function rootsOf(manifest: Manifest, file: string, repository: Repository): Root[] {
  const { apiVersion, kind, metadata } = manifest;
  const spec = isMap(manifest.spec) ? manifest.spec : {};
  const group = String(apiVersion).split('/')[0]!;
  const name = `${kind}/${metadata.namespace ?? ''}/${metadata.name}`;
  const root = { name, file, spec };
  if (group === 'kustomize.toolkit.fluxcd.io' && kind === 'Kustomization')
    return isPatch(spec) ? [] : [{ ...root, tool: 'flux', paths: [fluxPath(spec)] }];
  // The operator makes a Kustomization of its sync, its chart the operator's object.
  const sync = group === 'fluxcd.controlplane.io' && kind === 'FluxInstance' ? spec.sync : instanceOf(manifest);
  if (isMap(sync) && typeof sync.path === 'string')
    return [{ ...root, tool: 'flux', spec: {}, paths: [{ path: sync.path }] }];
  if (group !== 'argoproj.io') return [];
  if (kind === 'Application') return [argoRoot(root, spec)];
  if (kind === 'ApplicationSet')
    return applicationsOf(manifest, repository).map((application, index) =>
      argoRoot({ ...root, name: `${name}#${index}` }, application.spec as PlainMap),
    );
  return [];
}

/** Without a path it applies the whole source, and a source it must have: what has neither is a patch of a Kustomization. */
function isPatch({ path, sourceRef }: PlainMap): boolean {
  return path === undefined && sourceRef === undefined;
}

function fluxPath(spec: PlainMap): RootPath {
  return {
    path: typeof spec.path === 'string' ? spec.path : '.',
    overlay: (content) => {
      const laid = fluxOverlay(spec, content);
      const components = listAt(spec.components);
      return components.length === 0 ? laid : { ...laid, components: [...listAt(laid.components), ...components] };
    },
  };
}

/** `instance.sync` of the chart that installs a FluxInstance. */
function instanceOf({ kind, spec }: Manifest): unknown {
  if (kind !== 'HelmRelease' || !isMap(spec) || !isMap(spec.values) || !isMap(spec.values.instance)) return undefined;
  return spec.values.instance.sync;
}

function argoRoot(root: Pick<Root, 'name' | 'file' | 'spec'>, spec: PlainMap): Root {
  const destination = isMap(spec.destination) ? spec.destination : {};
  const fallback = textAt(destination.namespace);
  const sources = mapsIn([spec.source, ...listAt(spec.sources)]);
  const paths = sources.flatMap((source): RootPath[] => {
    const path = textAt(source.path);
    if (path === undefined || source.chart !== undefined) return [];
    return [
      {
        path,
        ...(/\{\{|\*/.test(path) ? { isPattern: true } : {}),
        overlay: (content) => argoOverlay(source.kustomize, content),
        directory: isMap(source.directory) ? source.directory : {},
        ...(fallback === undefined ? {} : { fallback }),
      },
    ];
  });
  const elsewhere = [destination.name, destination.server]
    .map((place) => textAt(place))
    .find((place) => place !== undefined);
  const isOwn = elsewhere === undefined || /^in-cluster$|kubernetes\.default\.svc/.test(elsewhere);
  return { ...root, tool: 'argo', paths, ...(isOwn || elsewhere.includes('{{') ? {} : { destination: elsewhere }) };
}

/** `source.kustomize` of an Application, as Argo CD edits it into the kustomization. */
function argoOverlay(options: unknown, content: PlainMap): PlainMap {
  if (!isMap(options)) return content;
  const result: PlainMap = { ...content };
  for (const field of ['namespace', 'namePrefix', 'nameSuffix'])
    if (textAt(options[field])) result[field] = options[field];
  for (const field of ['commonLabels', 'commonAnnotations'])
    if (isMap(options[field])) result[field] = { ...(isMap(content[field]) ? content[field] : {}), ...options[field] };
  for (const field of ['patches', 'components', 'replicas'])
    if (Array.isArray(options[field])) result[field] = [...listAt(content[field]), ...listAt(options[field])];
  return result;
}
