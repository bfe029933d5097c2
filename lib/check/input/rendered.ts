// Where the renderer of what comes on standard input says that it took an object from: in a comment above it, or in marks on it.
// Sources: helm template (`# Source:`) and kustomize (buildMetadata: originAnnotations), run; flux build (owner labels), helm-controller
// (origin labels), Argo CD (tracking id), documented.
import { fromYaml, isMap, PlainMap } from '../../manifest';
import { textAt } from '../../world/derived/fields';
import { TextLayout } from './positions';

/** What a document says of its origin, or the comment above it; undefined where nothing does. */
export type RenderedSource = (document: number, content: PlainMap) => string | undefined;

/** Tells the origins of the documents of a text. */
export function renderedSources({ kind, chunks = [], text }: TextLayout): RenderedSource {
  const comments: (string | undefined)[] = [];
  // Where a template begins with a separator of its own, helm's comment is alone in the document before.
  let pending: string | undefined;
  if (kind === 'yaml')
    chunks.forEach(({ start, end }, index) => {
      const { comment, isBlank } = headOf(text.slice(start, end));
      comments[index] = comment ?? pending;
      pending = isBlank ? comments[index] : undefined;
    });
  return (document, content) => comments[document - 1] ?? MARKS.map((mark) => mark(content)).find(isThere);
}

/** The last `# Source:` above the first line of a document. */
function headOf(text: string): { readonly comment?: string; readonly isBlank: boolean } {
  const lines = text.split('\n');
  const first = lines.findIndex((line) => !/^\s*(?:#.*|---.*)?\s*$/.test(line));
  const head = first < 0 ? lines : lines.slice(0, first);
  const comment = head.flatMap((line) => /^# Source: (\S.*?)\s*$/.exec(line)?.[1] ?? []).at(-1);
  return { ...(comment === undefined ? {} : { comment }), isBlank: first < 0 };
}

type Mark = (content: PlainMap) => string | undefined;

const MARKS: readonly Mark[] = [
  (content) => ofKustomize(textAt(content, 'metadata', 'annotations', 'config.kubernetes.io/origin')),
  (content) => ofFlux(content, 'helm', 'HelmRelease'),
  (content) => ofFlux(content, 'kustomize', 'Kustomization'),
  (content) => ofArgo(textAt(content, 'metadata', 'annotations', 'argocd.argoproj.io/tracking-id')),
];

/** `path: base/web.yaml`, with `repo` and `ref` of a remote base; `configuredIn` of what a generator makes. */
function ofKustomize(origin: string | undefined): string | undefined {
  if (origin === undefined) return undefined;
  const [said] = readable(origin);
  const path = textAt(said, 'path') ?? textAt(said, 'configuredIn');
  const [repo, ref] = [textAt(said, 'repo'), textAt(said, 'ref')];
  if (path === undefined || repo === undefined) return path;
  return `${repo}/${path}${ref === undefined ? '' : `?ref=${ref}`}`;
}

function readable(yaml: string): unknown[] {
  try {
    return fromYaml(yaml);
  } catch {
    return [];
  }
}

function ofFlux({ metadata }: PlainMap, tool: 'helm' | 'kustomize', kind: string): string | undefined {
  const labels = isMap(metadata) ? metadata.labels : undefined;
  const [name, namespace] = ['name', 'namespace'].map((part) => textAt(labels, `${tool}.toolkit.fluxcd.io/${part}`));
  return name === undefined || namespace === undefined ? undefined : `${kind}/${namespace}/${name}`;
}

/** `<application>:<group>/<kind>:<namespace>/<name>`. */
function ofArgo(trackingId: string | undefined): string | undefined {
  const application = trackingId?.split(':')[0] ?? '';
  return application === '' ? undefined : `Application/${application}`;
}

function isThere(source: string | undefined): boolean {
  return source !== undefined;
}
