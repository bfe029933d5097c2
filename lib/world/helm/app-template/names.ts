// How the chart names an object: the full name, and what is put around it.
import { PlainMap } from '../../../manifest';
import { isEmpty } from '../template/go-values';
import { Release } from './release';

/** How a group of values names its objects in 3.x. */
type OldNaming =
  /** The identifier only where there are several. */
  | 'one plain'
  /** The same, and the one marked primary stays plain too. */
  | 'primary plain'
  /** Always the identifier. */
  | 'always';

const OLD_NAMING: Readonly<Record<string, OldNaming>> = {
  controllers: 'one plain',
  ingress: 'one plain',
  networkpolicies: 'one plain',
  service: 'primary plain',
  route: 'primary plain',
  secrets: 'always',
  rawResources: 'always',
};

/**
 * The name of an object by its group of values, its identifier and how many of the group are enabled.
 *
 * @internal
 */
export function objectName(
  release: Release,
  group: string,
  identifier: string,
  values: PlainMap,
  count: number,
): string {
  return release.version.has('component label')
    ? oldName(release, OLD_NAMING[group] ?? 'always', identifier, values, count)
    : newName(release, identifier, values, count);
}

function oldName(release: Release, naming: OldNaming, identifier: string, values: PlainMap, count: number): string {
  const full = release.fullName;
  if (naming === 'always' && !isEmpty(values.forceRename)) return release.filled(values.forceRename);
  if (!isEmpty(values.nameOverride)) {
    const override = release.filled(values.nameOverride);
    return override === full ? full : `${full}-${override}`;
  }
  const plain = naming !== 'always' && (count <= 1 || (naming === 'primary plain' && !isEmpty(values.primary)));
  return plain || identifier === full ? full : `${full}-${identifier}`;
}

function newName(release: Release, identifier: string, values: PlainMap, count: number): string {
  if (!isEmpty(values.forceRename)) return release.filled(values.forceRename).toLowerCase();
  let name = release.fullName;
  if (!isEmpty(values.prefix)) {
    const prefix = release.filled(values.prefix);
    if (prefix !== name) name = `${prefix}-${name}`;
  }
  const always = !isEmpty((release.values.global as PlainMap).alwaysAppendIdentifierToResourceName);
  if (count > 1 || (always && count > 0)) {
    if (!name.endsWith(`-${identifier}`) && identifier !== name) name = `${name}-${identifier}`;
  }
  if (!isEmpty(values.suffix)) {
    const suffix = release.filled(values.suffix);
    if (!name.endsWith(`-${suffix}`)) name = `${name}-${suffix}`;
  }
  return name.toLowerCase();
}
