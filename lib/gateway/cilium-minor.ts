// The minor of Cilium in the boundary.
import { IConstruct } from 'constructs';
import { Boundary, Role } from '../cluster';

/** Minor of the boundary's CiliumInstall, which is in a room above; undefined without one. Call at synth only. @internal */
export function ciliumMinor(of: IConstruct): string | undefined {
  const { version } = (Boundary.of(of).one(Role.PRIMARY_CNI) ?? {}) as { version?: unknown };
  return typeof version === 'string' ? version.split('.').slice(0, 2).join('.') : undefined;
}
