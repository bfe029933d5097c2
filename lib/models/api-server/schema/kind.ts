// Does somebody serve this apiVersion and kind? If not: which version to write.
import { Manifest, nearest } from '../../../manifest';
import { Served } from '../subject';
import { UnservedKind, groupVersion, kindOf } from './catalogue';
import { successorsOf } from './old-names';
import { Walk, show } from './walk';

/** True if the kind is served; else it is said what to write. */
export function checkKind(manifest: Manifest, versions: Served, walk: Walk): boolean {
  const { apiVersion, kind } = manifest as { apiVersion?: unknown; kind?: unknown };
  for (const [field, value] of [
    ['apiVersion', apiVersion],
    ['kind', kind],
  ] as const)
    if (typeof value !== 'string' || value === '') {
      walk.errorAt(
        [field],
        'schema/required',
        value === undefined ? `the object has no ${field}` : `${field} is ${show(value)}`,
        `write ${field} as text`,
      );
      return false;
    }
  const served = kindOf(apiVersion as string, kind as string, versions);
  if (!('served' in served)) {
    if (served.experimental) {
      walk.path.push('kind');
      walk.say(
        'note',
        'schema/experimental',
        `${kind as string} of ${apiVersion as string} is in the experimental bundle of the Gateway API only`,
        'install the experimental CRDs',
      );
      walk.path.pop();
    }
    return true;
  }
  unserved(apiVersion as string, kind as string, served, versions, walk);
  return false;
}

function unserved(apiVersion: string, kind: string, answer: UnservedKind, versions: Served, walk: Walk): void {
  if (!answer.known)
    return note(
      walk,
      `no schema of ${kind} (${apiVersion}) is known here, so its fields are not checked`,
      'nothing to do; its own controller checks it',
    );
  if (answer.optional)
    return note(
      walk,
      `${kind} of ${apiVersion} is served only where somebody switched it on`,
      writeVersion(answer.versions),
    );
  const list = /^(.+)List$/.exec(kind)?.[1];
  if (list !== undefined && answer.kinds.includes(list))
    return note(walk, `${kind} is a list; its items are not checked`, 'write kind: List with apiVersion: v1');
  const [group] = groupVersion(apiVersion);
  const release =
    group === 'cilium.io'
      ? `Cilium ${versions.cilium}`
      : group.startsWith('gateway.')
        ? `Gateway API ${versions.gatewayApi}`
        : 'Kubernetes';
  if (answer.versions.length > 0)
    return say(walk, 'apiVersion', `${release} does not serve ${kind} as ${apiVersion}`, writeVersion(answer.versions));
  const elsewhere = answer.elsewhere.map((each) => each.replace('/experimental', '').replace('/standard', ''));
  const successors = successorsOf(group, kind);
  if (successors.length > 0)
    return say(
      walk,
      'kind',
      `${release} has no ${kind}${elsewhere.length > 0 ? `: it went after ${elsewhere.at(-1)!}` : ''}`,
      `write ${successors.join(', ').replace(/, (?=[^,]*$)/, ' and ')} instead`,
    );
  if (elsewhere.length > 0)
    return say(walk, 'kind', `${release} has no ${kind}`, `it is in ${[...new Set(elsewhere)].join(', ')} only`);
  const near = nearest(kind, answer.kinds);
  say(
    walk,
    'kind',
    `${release} has no kind ${show(kind)} in ${apiVersion}`,
    near === undefined ? `remove the object, or correct its kind` : `did you mean "${near}"?`,
  );
}

function writeVersion(versions: readonly string[]): string {
  return versions.length === 0 ? 'nobody serves it by default' : `write apiVersion: ${versions.join(' or ')}`;
}

function note(walk: Walk, message: string, repair: string): void {
  walk.path.push('kind');
  walk.say('note', 'schema/unknown-kind', message, repair);
  walk.path.pop();
}

function say(walk: Walk, field: string, message: string, repair: string): void {
  walk.errorAt([field], 'schema/unknown-kind', message, repair);
}
