// What the operator makes of listeners: kinds, certificates, conflicts, namespaces.
import { Condition, no, OpenConditions } from './conditions';
import { GatewayFeatures } from './features';
import { hostsMeet } from './hostnames';
import { GATEWAY_GROUP, Identity, ListenerObject, RouteKind } from './objects';
import { crossingOf, isGranted, isSecretRef, namespaceOf } from './references';
import { listAt, mapAt, textAt } from './read';
import { readLabelSelector, selects } from '../kubernetes/label-selector';

/** Kinds of routes by protocol. Source: getSupportedRouteKinds, the same in every minor. */
const KINDS_OF: Readonly<Record<string, readonly RouteKind[]>> = {
  HTTP: ['HTTPRoute', 'GRPCRoute'],
  HTTPS: ['HTTPRoute', 'GRPCRoute'],
  TLS: ['TLSRoute'],
  TCP: ['TCPRoute'],
  UDP: ['UDPRoute'],
};

/** Protocols whose listeners serve a kind of route. */
export const PROTOCOLS_OF: Readonly<Record<RouteKind, readonly string[]>> = {
  HTTPRoute: ['HTTP', 'HTTPS'],
  GRPCRoute: ['HTTP', 'HTTPS'],
  TLSRoute: ['TLS'],
  TCPRoute: ['TCP'],
  UDPRoute: ['UDP'],
};

/** Kinds of routes that a protocol serves; undefined for an unknown protocol. */
export function kindsOf(protocol: string): readonly RouteKind[] | undefined {
  return Object.prototype.hasOwnProperty.call(KINDS_OF, protocol) ? KINDS_OF[protocol] : undefined;
}

export function isStream(protocol: string): boolean {
  return protocol === 'TCP' || protocol === 'UDP';
}

/** Why two listeners of one port cannot stand beside each other. */
export type ConflictReason = 'ProtocolConflict' | 'HostnameConflict';

/** A listener in conflict: with which, and why. */
export interface ListenerConflict {
  readonly listener: ListenerObject;
  readonly other: ListenerObject;
  readonly reason: ConflictReason;
  readonly message: string;
}

/** The conflict of two listeners of one Gateway, or of a Gateway and its sets. */
export function conflictOf(
  features: GatewayFeatures,
  first: ListenerObject,
  second: ListenerObject,
): ConflictReason | undefined {
  if (features.conflicts === 'none' || first.port !== second.port) return undefined;
  if (isSharedSni(first, second)) return hostsMeet(first.hostname, second.hostname) ? 'ProtocolConflict' : undefined;
  if (features.conflicts === 'https-passthrough') return undefined;
  if (isStream(first.protocol) || isStream(second.protocol)) {
    const apart = isStream(first.protocol) && isStream(second.protocol) && first.protocol !== second.protocol;
    return apart ? undefined : 'ProtocolConflict';
  }
  const same = first.protocol === second.protocol && (first.hostname ?? '*') === (second.hostname ?? '*');
  return same ? 'HostnameConflict' : undefined;
}

/** HTTPS terminated and TLS passed through: both choose by server name. */
function isSharedSni(a: ListenerObject, b: ListenerObject): boolean {
  const passes = ({ protocol, tls }: ListenerObject) => protocol === 'TLS' && tls?.mode === 'Passthrough';
  return (a.protocol === 'HTTPS' && passes(b)) || (b.protocol === 'HTTPS' && passes(a));
}

/** Conflicts among the listeners of one Gateway, by name; both sides lose. The last conflict of a listener is the one that is told. */
export function conflictsAmong(
  features: GatewayFeatures,
  listeners: readonly ListenerObject[],
): ReadonlyMap<string, ListenerConflict> {
  const found = new Map<string, ListenerConflict>();
  const tell = (listener: ListenerObject, other: ListenerObject, reason: ConflictReason) =>
    found.set(listener.name, { listener, other, reason, message: conflictWords(reason, listener, other) });
  listeners.forEach((first, index) => {
    for (const second of listeners.slice(index + 1)) {
      const reason = conflictOf(features, first, second);
      if (reason === undefined) continue;
      tell(first, second, reason);
      tell(second, first, reason);
    }
  });
  return found;
}

function conflictWords(reason: ConflictReason, own: ListenerObject, other: ListenerObject): string {
  const what =
    reason === 'HostnameConflict'
      ? 'overlapping hostnames'
      : isSharedSni(own, other)
        ? 'overlapping HTTPS and TLS passthrough hostnames'
        : 'incompatible protocols';
  return `Listener conflicts with listener "${other.name}": same port ${own.port} has ${what}.`;
}

/** Whose listener it is. */
export interface ListenerOwner {
  readonly kind: 'Gateway' | 'ListenerSet';
  readonly namespace: string;
  readonly name: string;
}

/** A listener by itself: valid or not, and why. */
export interface ListenerVerdict {
  readonly valid: boolean;
  readonly kinds: readonly RouteKind[];
  readonly reason: string;
  readonly messages: readonly string[];
  /** ResolvedRefs, if it is not simply true. */
  readonly resolvedRefs: Condition | undefined;
}

/** What listeners are judged against. */
export interface ListenerContext {
  readonly features: GatewayFeatures;
  readonly hostNetwork: boolean;
  readonly grants: readonly Identity[];
  readonly secrets: readonly Identity[];
}

/** Judges one listener by itself. */
export function judgeListener(
  listener: ListenerObject,
  owner: Pick<ListenerOwner, 'kind' | 'namespace'>,
  context: ListenerContext,
): ListenerVerdict {
  const { features } = context;
  const messages: string[] = [];
  const written: OpenConditions = {};
  let reason = 'Invalid';
  const all = kindsOf(listener.protocol);
  if (all === undefined) {
    messages.push('Unsupported Listener Protocol.');
    reason = features.unknownProtocol;
  }
  if (features.refusesHostNetworkStreams && context.hostNetwork && isStream(listener.protocol)) {
    messages.push(`${listener.protocol} listeners are not supported when Gateway API Host Network mode is enabled`);
    return { valid: false, kinds: [], reason: 'UnsupportedProtocol', messages, resolvedRefs: undefined };
  }
  let kinds: readonly RouteKind[] = all ?? [];
  if (listener.kinds !== undefined) {
    const allowed = listener.kinds;
    kinds = kinds.filter((kind) =>
      allowed.some((item) => item.kind === kind && (item.group || GATEWAY_GROUP) === GATEWAY_GROUP),
    );
    if (kinds.length !== allowed.length)
      written.ResolvedRefs = no('InvalidRouteKinds', 'Unsupported Route Kinds in allowedRoutes.kinds');
    if (kinds.length === 0) messages.push('None of the Allowed Route Kinds are supported.');
  }
  const certificate = certificateProblem(listener, owner, context);
  if (certificate !== undefined) {
    written.ResolvedRefs = certificate.condition;
    messages.push(certificate.message);
  }
  if (features.refusesTlsTerminate && listener.protocol === 'TLS' && listener.tls?.mode === 'Terminate') {
    messages.push('Using TLSRoute with TLS.mode Terminate is unsupported.');
    reason = 'UnsupportedValue';
    kinds = [];
  }
  return { valid: messages.length === 0, kinds, reason, messages, resolvedRefs: written.ResolvedRefs };
}

/** The first certificate that cannot be used ends the search. */
function certificateProblem(
  listener: ListenerObject,
  owner: Pick<ListenerOwner, 'kind' | 'namespace'>,
  { grants, secrets }: ListenerContext,
): { readonly condition: Condition; readonly message: string } | undefined {
  for (const ref of listener.tls?.certificates ?? []) {
    if (!isSecretRef(ref))
      return {
        condition: no('InvalidCertificateRef', 'Invalid CertificateRef'),
        message: 'Invalid CertificateRef, must be a Secret.',
      };
    if (!isGranted(crossingOf(ref, owner.kind, owner.namespace, 'Secret'), grants))
      return {
        condition: no('RefNotPermitted', 'CertificateRef is not permitted'),
        message: 'Invalid CertificateRef, not permitted.',
      };
    const namespace = namespaceOf(ref, owner.namespace);
    const secret = secrets.find((item) => item.name === ref.name && item.namespace === namespace);
    const problem = secret === undefined ? `secrets "${ref.name}" not found` : secretProblem(secret);
    if (problem !== undefined)
      return {
        condition: no('InvalidCertificateRef', 'Invalid CertificateRef'),
        message: `Invalid CertificateRef, ${problem}`,
      };
  }
  return undefined;
}

/** What is wrong with a certificate's Secret. One of type kubernetes.io/tls without data is filled by somebody else, and counts as good. */
function secretProblem({ object }: Identity): string | undefined {
  const content = (key: string) => {
    const plain = textAt(object, 'stringData', key);
    return plain ?? Buffer.from(textAt(object, 'data', key) ?? '', 'base64').toString('latin1');
  };
  const keys = [
    ...Object.keys((object.data as object | null) ?? {}),
    ...Object.keys((object.stringData as object | null) ?? {}),
  ];
  if (keys.length === 0 && object.type === 'kubernetes.io/tls') return undefined;
  if (!isPem(content('tls.crt'))) return 'PEM format error in TLS Certificate';
  return isPem(content('tls.key')) ? undefined : 'PEM format error in TLS Key';
}

/** True if a text holds at least one PEM block. Source: encoding/pem, Decode. */
export function isPem(text: string): boolean {
  const block = /(?:^|\n)-----BEGIN ([^\n]*)-----[ \t\r]*\n([\s\S]*?)(?:^|\n)?-----END \1-----[ \t\r]*(?:\n|$)/g;
  for (const [, , body = ''] of text.matchAll(block)) {
    const bytes = body.replace(/^(?:[^\n:]*:[^\n]*\n)*/, '').replace(/[\s]/g, '');
    if (bytes.length % 4 === 0 && /^[A-Za-z0-9+/]*={0,2}$/.test(bytes)) return true;
  }
  return false;
}

/** True if routes of a namespace may attach to the listener. */
export function allowsNamespace(
  listener: ListenerObject,
  own: string,
  namespace: string,
  namespaces: ReadonlyMap<string, Readonly<Record<string, string>>>,
): boolean {
  const from = listener.namespaces?.from ?? 'Same';
  if (from === 'All') return true;
  if (from === 'Same') return namespace === own;
  if (from !== 'Selector') return false;
  const labels = namespaces.get(namespace);
  return labels !== undefined && selects(readLabelSelector(listener.namespaces?.selector), labels);
}

/** True if the listener chooses namespaces by labels other than their name: without the Namespace nobody knows whom. */
export function asksForLabels({ namespaces }: ListenerObject): boolean {
  if (namespaces?.from !== 'Selector') return false;
  const { selector } = namespaces;
  const keys = [
    ...Object.keys(mapAt(selector, 'matchLabels') ?? {}),
    ...listAt(selector, 'matchExpressions').map((each) => textAt(each, 'key')),
  ];
  return keys.some((key) => key !== 'kubernetes.io/metadata.name');
}

/** True if the listener takes routes of a kind. */
export function allowsKind(listener: ListenerObject, kind: RouteKind): boolean {
  if (listener.kinds === undefined) return kindsOf(listener.protocol)?.includes(kind) === true;
  return listener.kinds.some((item) => item.kind === kind && (item.group ?? GATEWAY_GROUP) === GATEWAY_GROUP);
}
