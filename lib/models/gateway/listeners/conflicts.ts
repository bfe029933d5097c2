// Listeners of one port that cannot stand beside each other.
import { GatewayFeatures } from '../features';
import { hostsMeet } from '../hostnames';
import { ListenerObject } from '../objects/listeners';
import { isStream } from './protocols';

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
