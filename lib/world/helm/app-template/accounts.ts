// Service accounts: the objects, and which one a controller's pods name.
import { isMap, PlainMap } from '../../../manifest';
import { dig, isEmpty, Refused } from '../template/go-values';
import { readBack } from '../template/yaml-text';
import { objectName } from './names';
import { Release } from './release';

interface Account {
  readonly identifier: string;
  readonly name: string;
  readonly values: PlainMap;
}

/** The accounts that the release makes. */
function accounts(release: Release): Account[] {
  if (release.version.has('component label')) return oldAccounts(release);
  const entries = release.enabled('serviceAccount');
  return entries.map(([identifier, values]) => ({
    identifier,
    name: objectName(release, 'serviceAccount', identifier, values, entries.length),
    values,
  }));
}

/** The form of 3.x: one account with `create`, and further ones that are made unless told otherwise. */
function oldAccounts(release: Release): Account[] {
  const main = dig(release.values, 'serviceAccount') as PlainMap;
  const further = release
    .entries('serviceAccount', 'extraServiceAccounts')
    .filter(([, values]) => !Object.hasOwn(values, 'create') || !isEmpty(values.create));
  return [
    ...(isEmpty(main.create) ? [] : [{ identifier: 'default', name: oldName(release, 'default', main), values: main }]),
    ...further.map(([identifier, values]) => ({ identifier, name: oldName(release, identifier, values), values })),
  ];
}

function oldName(release: Release, identifier: string, values: PlainMap): string {
  if (!isEmpty(values.name)) return String(values.name);
  return identifier === 'default' ? release.fullName : `${release.fullName}-${identifier}`;
}

/** True where an account has a token kept in a Secret, which puts the Secrets' checksum on every pod. @internal */
export function hasTokens(release: Release): boolean {
  return accounts(release).some(({ values }) => keepsToken(release, values));
}

function keepsToken(release: Release, values: PlainMap): boolean {
  return release.version.has('component label') || !isEmpty(values.staticToken);
}

/** True where an account of that identifier is there: in 3.x also one that is not made. @internal */
export function hasAccount(release: Release, identifier: unknown): boolean {
  if (!release.version.has('component label'))
    return accounts(release).some((account) => account.identifier === identifier);
  return (
    identifier === 'default' || isMap(dig(release.values, 'serviceAccount', 'extraServiceAccounts', String(identifier)))
  );
}

/** The ServiceAccount objects. @internal */
export function accountObjects(release: Release): PlainMap[] {
  const made = accounts(release);
  const tokens = made
    .filter(({ values }) => keepsToken(release, values))
    .map(({ identifier }) => `${identifier}-sa-token`);
  const secrets = new Set([...release.enabled('secrets').map(([identifier]) => identifier), ...tokens]);
  const objects = made.map(({ identifier, name, values }) => ({
    apiVersion: 'v1',
    kind: 'ServiceAccount',
    metadata: release.metadata(name, values),
    ...(keepsToken(release, values)
      ? { secrets: [{ name: readBack(tokenName(release, `${identifier}-sa-token`, secrets.size)) }] }
      : {}),
  }));
  if (!makesDefault(release)) return objects;
  return [{ apiVersion: 'v1', kind: 'ServiceAccount', metadata: release.metadata(release.fullName, {}) }];
}

function tokenName(release: Release, identifier: string, count: number): string {
  const values = release.version.has('component label') ? {} : { suffix: identifier };
  return objectName(release, 'secrets', identifier, values, count);
}

/** True where the release makes an account for controllers that name none. */
function makesDefault(release: Release): boolean {
  return (
    release.version.has('default service account') &&
    dig(release.values, 'global', 'createDefaultServiceAccount') !== false &&
    release.enabled('serviceAccount').length === 0 &&
    release.enabled('controllers').some(([, values]) => !Object.hasOwn(values, 'serviceAccount'))
  );
}

/** What the pods of a controller name as their account. @internal */
export function accountName(release: Release, identifier: string, controller: PlainMap): unknown {
  if (release.version.has('component label')) return readBack(oldAccountName(release, controller));
  const enabled = accounts(release);
  if (!Object.hasOwn(controller, 'serviceAccount')) {
    if (enabled.length > 1)
      throw new Refused('template', `serviceAccount field is required. (controller: ${identifier})`);
    if (enabled.length === 0) return readBack(makesDefault(release) ? release.fullName : 'default');
    // The identifier, though the object may be named otherwise.
    return readBack(enabled[0]!.identifier);
  }
  const wanted = controller.serviceAccount;
  if (isMap(wanted) && Object.hasOwn(wanted, 'identifier')) {
    const account = enabled.find((one) => one.identifier === wanted.identifier);
    if (account === undefined)
      throw new Refused(
        'template',
        `No enabled ServiceAccount found with this identifier. (controller: '${identifier}')`,
      );
    return readBack(account.name);
  }
  return readBack(isMap(wanted) && Object.hasOwn(wanted, 'name') ? wanted.name : 'default');
}

function oldAccountName(release: Release, controller: PlainMap): unknown {
  const main = dig(release.values, 'serviceAccount') as PlainMap;
  const mainName = main.name === '' && isEmpty(main.create) ? 'default' : oldName(release, 'default', main);
  const wanted = controller.serviceAccount;
  if (isMap(wanted) && Object.hasOwn(wanted, 'identifier')) {
    if (wanted.identifier === 'default') return mainName;
    const further = dig(main, 'extraServiceAccounts', String(wanted.identifier));
    if (!isMap(further))
      throw new Refused('template', `No ServiceAccount configured with identifier: ${String(wanted.identifier)}`);
    return oldName(release, String(wanted.identifier), further);
  }
  if (isMap(wanted) && Object.hasOwn(wanted, 'name')) return wanted.name;
  return isEmpty(release.values.enforceServiceAccountCreation) || !isEmpty(main.create) ? mainName : 'default';
}
