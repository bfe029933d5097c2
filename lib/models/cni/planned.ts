// What host-local and static have in common: results of old versions, and addresses in `cni-args`.
import { CNI_VERSIONS } from '../../catalogue/cni-plugins';
import { IpFamily } from '../../net';
import { PlannedAddress } from './addresses';
import { Judge } from './problem';
import { Request } from './request';

/** Addresses that the interface will have; undefined where they are not known: they come from a server, a pod, or another maker's plugin. */
export type Planned = readonly PlannedAddress[] | undefined;

/** Results before 0.3.0. */
export function isOld(version: string): boolean {
  const index = CNI_VERSIONS.indexOf(version);
  return index >= 0 && index < CNI_VERSIONS.indexOf('0.3.0');
}

/** Before 0.3.0 a result holds one address of each family. */
export function checkPerFamily(families: readonly IpFamily[], version: string, judge: Judge): void {
  if (isOld(version) && new Set(families).size < families.length)
    judge.error('version', 'one-address-of-each-family', { version });
}

/** Addresses in `cni-args`, which take the place of all others. */
export function argsIps(request: Request | undefined): string[] {
  const ips = request?.cniArgs?.ips;
  return Array.isArray(ips) ? ips.filter((ip) => typeof ip === 'string') : [];
}
