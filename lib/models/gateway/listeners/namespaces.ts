// Namespaces whose routes a listener allows.
import { ListenerObject } from '../objects/listeners';
import { listAt, mapAt, textAt } from '../read';
import { matchesSelector } from '../selector';

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
  return labels !== undefined && matchesSelector(listener.namespaces?.selector, labels) === true;
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
