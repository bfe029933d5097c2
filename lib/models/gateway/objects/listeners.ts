// Listeners as they are read from Gateways and ListenerSets.
import { isMap, Manifest, PlainMap } from '../../../manifest';
import { at, listAt, mapAt, numberAt, textAt } from '../read';
import { withDefaults } from './defaults';

/** A reference to a certificate. */
export interface SecretRef {
  readonly group: string | undefined;
  readonly kind: string | undefined;
  readonly namespace: string | undefined;
  readonly name: string;
}

/** An entry of `allowedRoutes.kinds`. */
export interface AllowedKind {
  readonly group: string | undefined;
  readonly kind: string;
}

/** A listener of a Gateway or ListenerSet. */
export interface ListenerObject {
  /** Position in `spec.listeners`. */
  readonly index: number;
  readonly name: string;
  readonly port: number;
  readonly protocol: string;
  /** Undefined if every host name is served. */
  readonly hostname: string | undefined;
  readonly tls: { readonly mode: string | undefined; readonly certificates: readonly SecretRef[] } | undefined;
  readonly namespaces: { readonly from: string | undefined; readonly selector: unknown } | undefined;
  /** Undefined if the field is absent or empty: an empty list does not outlive the writing of the object. */
  readonly kinds: readonly AllowedKind[] | undefined;
}

/** The listeners of a Gateway's or ListenerSet's manifest, with defaults. */
export function readListeners(manifest: Manifest): ListenerObject[] {
  return listenersOf(withDefaults(manifest.kind, manifest));
}

/** The listeners of an object that has its defaults. */
export function listenersOf(object: PlainMap): ListenerObject[] {
  return listAt(object, 'spec', 'listeners').flatMap((item, index) => {
    if (!isMap(item)) return [];
    const tls = mapAt(item, 'tls');
    const namespaces = mapAt(item, 'allowedRoutes', 'namespaces');
    const kinds = at(item, 'allowedRoutes', 'kinds');
    return {
      index,
      name: textAt(item, 'name') ?? '',
      port: numberAt(item, 'port') ?? 0,
      protocol: textAt(item, 'protocol') ?? '',
      hostname: textAt(item, 'hostname') || undefined,
      tls: tls && {
        mode: textAt(tls, 'mode'),
        certificates: listAt(tls, 'certificateRefs').filter(isMap).map(secretOf),
      },
      namespaces: namespaces && { from: textAt(namespaces, 'from'), selector: at(namespaces, 'selector') },
      kinds:
        Array.isArray(kinds) && kinds.length > 0
          ? kinds.filter(isMap).map((kind) => ({ group: textAt(kind, 'group'), kind: textAt(kind, 'kind') ?? '' }))
          : undefined,
    };
  });
}

/** Reads a reference. */
export function secretOf(ref: PlainMap): SecretRef {
  return {
    group: textAt(ref, 'group'),
    kind: textAt(ref, 'kind'),
    namespace: textAt(ref, 'namespace'),
    name: textAt(ref, 'name') ?? '',
  };
}
