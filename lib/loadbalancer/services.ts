// The Services of an app as manifests, those that Cilium makes for Gateways included.
import { ApiObject } from 'cdk8s';
import { IConstruct } from 'constructs';
import { Boundary, Role } from '../cluster';
import { Manifest } from '../manifest';

/** A construct whose Service Cilium makes itself: a Gateway; undefined where it has no address. */
export interface ServiceOwner extends IConstruct {
  _generatedService(): Manifest | undefined;
}

/** All Services of the app. Call at synth only. */
export function servicesOf(scope: IConstruct): Manifest[] {
  const boundary = Boundary.of(scope);
  const written = boundary
    .constructs()
    .filter(
      (construct): construct is ApiObject =>
        ApiObject.isApiObject(construct) && construct.kind === 'Service' && construct.apiVersion === 'v1',
    )
    .map((object) => object.toJson() as Manifest);
  const owners = boundary
    .all(Role.GATEWAY)
    .filter((member) => '_generatedService' in member) as unknown as ServiceOwner[];
  return [...written, ...owners.flatMap((owner) => owner._generatedService() ?? [])];
}

/** The path that a user knows: that of the construct, not of its main object. */
export function constructPath(object: IConstruct): string {
  return object.node.path.replace(/\/(Default|Resource)$/, '');
}
