// Where the parts of a rendered object stand in the values, so that a finding names the line that somebody wrote.
import { isMap, Manifest, PlainMap, TEMPLATE_PATHS } from '../../../manifest';
import { Path } from '../../../problem';
import { valueAtPath } from '../../derived/fields';

/** A part of an object and the value that it is made of. */
export interface ValuePlace {
  /** Path in the object. */
  readonly path: Path;
  /** Path in the values. */
  readonly from: Path;
}

/** The places of an object that stands at `from` in the values; the first whose path leads to a part counts. */
export function placesOf(manifest: Manifest, from: Path, values: unknown): ValuePlace[] {
  const there = (...paths: Path[]) => paths.find((path) => valueAtPath(values, path) !== undefined) ?? from;
  const own = valueAtPath(values, from);
  const place = (path: Path, ...candidates: Path[]): ValuePlace => ({ path, from: there(...candidates) });
  const parts = Object.hasOwn(TEMPLATE_PATHS, manifest.kind)
    ? templatePlaces(manifest, from, place)
    : (PARTS[manifest.kind]?.(manifest, from, isMap(own) ? own : {}, place) ?? []);
  return [
    ...parts,
    ...metadataPlaces(manifest, [], from, place),
    place(['metadata'], from),
    place(['spec'], from),
    place([], [...from, 'manifest'], from),
  ];
}

type Place = (path: Path, ...candidates: Path[]) => ValuePlace;
type Parts = (manifest: Manifest, from: Path, own: PlainMap, place: Place) => ValuePlace[];

/** Labels and annotations come from the object's own values or from those of all. */
function metadataPlaces(of: unknown, path: Path, own: Path, place: Place, shared: Path = ['global']): ValuePlace[] {
  return ['labels', 'annotations'].flatMap((field) =>
    Object.keys(mapOf(valueAtPath(of, ['metadata', field]))).map((key) =>
      place([...path, 'metadata', field, key], [...own, field, key], [...shared, field, key], ['global', field, key]),
    ),
  );
}

function templatePlaces(manifest: Manifest, from: Path, place: Place): ValuePlace[] {
  const root = TEMPLATE_PATHS[manifest.kind]!;
  const template = valueAtPath(manifest, root);
  const pod = [...from, 'pod'];
  const containers = (field: string) =>
    listOf(valueAtPath(template, ['spec', field])).flatMap((container, index) => {
      const path = [...root, 'spec', field, index];
      const values = [...from, field, String(valueAtPath(container, ['name']))];
      return [
        ...PROBES.map((probe) => place([...path, `${probe}Probe`], [...values, 'probes', probe], values)),
        place(path, values),
      ];
    });
  return [
    ...metadataPlaces(template, root, pod, place, ['defaultPodOptions']),
    ...containers('containers'),
    ...containers('initContainers'),
    place([...root, 'spec', 'serviceAccountName'], [...from, 'serviceAccount'], ['serviceAccount']),
    ...Object.keys(mapOf(valueAtPath(template, ['spec']))).map((option) =>
      place([...root, 'spec', option], [...pod, option], ['defaultPodOptions', option]),
    ),
  ];
}

const PROBES = ['liveness', 'readiness', 'startup'];

const PARTS: Readonly<Record<string, Parts>> = {
  Service: (manifest, from, _own, place) => [
    ...listOf(valueAtPath(manifest, ['spec', 'ports'])).map((port, index) =>
      place(['spec', 'ports', index], [...from, 'ports', String(valueAtPath(port, ['name']))], [...from, 'ports']),
    ),
    place(['spec', 'selector'], [...from, 'controller'], from),
  ],
  Ingress: (_manifest, from, own, place) =>
    listOf(own.hosts).map((_host, index) => place(['spec', 'rules', index], [...from, 'hosts', index])),
  NetworkPolicy: (_manifest, from, _own, place) => [
    ...['ingress', 'egress'].map((field) => place(['spec', field], [...from, 'rules', field])),
    place(['spec', 'podSelector'], [...from, 'podSelector'], [...from, 'controller']),
  ],
};

function mapOf(value: unknown): PlainMap {
  return isMap(value) ? value : {};
}

function listOf(value: unknown): unknown[] {
  return Array.isArray(value) ? (value as unknown[]) : [];
}
