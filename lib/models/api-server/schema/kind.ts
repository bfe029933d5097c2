// Does somebody serve this apiVersion and kind? If not: which version to write.
import { Manifest, nearest } from '../../../manifest';
import { Data, ServerObjection } from '../../../problem';
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
      walk.errorAt([field], 'schema/required', 'field-not-text', {
        field,
        value: value === undefined ? undefined : show(value),
      });
      return false;
    }
  const served = kindOf(apiVersion as string, kind as string, versions);
  if (!('served' in served)) {
    if (served.experimental) {
      walk.path.push('kind');
      walk.say('note', 'schema/experimental', 'experimental-kind', { kind, apiVersion });
      walk.path.pop();
    }
    return true;
  }
  unserved(apiVersion as string, kind as string, served, versions, walk);
  return false;
}

function unserved(apiVersion: string, kind: string, answer: UnservedKind, versions: Served, walk: Walk): void {
  if (!answer.known) return note(walk, 'unknown-schema', { kind, apiVersion });
  if (answer.optional) return note(walk, 'optional-version', { kind, apiVersion, versions: answer.versions });
  const list = /^(.+)List$/.exec(kind)?.[1];
  if (list !== undefined && answer.kinds.includes(list)) return note(walk, 'list-of-kind', { kind });
  const release = releaseOf(groupVersion(apiVersion)[0], versions);
  if (answer.versions.length > 0)
    return error(walk, 'apiVersion', 'version-not-served', { release, kind, apiVersion, versions: answer.versions });
  const only = [...new Set(answer.elsewhere.map((each) => each.replace('/experimental', '').replace('/standard', '')))];
  const successors = successorsOf(groupVersion(apiVersion)[0], kind);
  if (successors.length > 0)
    return error(walk, 'kind', 'kind-replaced', { release, kind, last: only.at(-1), successors });
  if (only.length > 0) return error(walk, 'kind', 'kind-elsewhere', { release, kind, only });
  error(walk, 'kind', 'no-such-kind', { release, kind, apiVersion, near: nearest(kind, answer.kinds) });
}

/** Who serves the group, with the version. */
function releaseOf(group: string, { cilium, gatewayApi }: Served): string {
  if (group === 'cilium.io') return `Cilium ${cilium}`;
  return group.startsWith('gateway.') ? `Gateway API ${gatewayApi}` : 'Kubernetes';
}

function note(walk: Walk, what: ServerObjection, data: Data): void {
  walk.path.push('kind');
  walk.say('note', 'schema/unknown-kind', what, data);
  walk.path.pop();
}

function error(walk: Walk, field: string, what: ServerObjection, data: Data): void {
  walk.errorAt([field], 'schema/unknown-kind', what, data);
}
