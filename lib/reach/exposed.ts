// What Gateways let in through their proxy: the Services behind listeners that Cilium serves. What comes that way has the identity `ingress`; streams
// of TCP and UDP keep that of their source, and are direct to policy.
import { OwnerTranslation, ServedBackend } from '../models/gateway';
import { GATEWAYS, isUnwritten } from '../world/derived/gateways';
import { World } from '../world/types';

/** A Service that a Gateway delivers to. @internal */
export interface Exposed {
  /** `namespace/name` of the Gateway. */
  readonly gateway: string;
  /** TCP port of the listener. */
  readonly listener: number;
  /** `namespace/name` of the Service. */
  readonly service: string;
  /** Port of the Service. */
  readonly port: number;
}

/** Everything that the Gateways of a World let in. @internal */
export function exposedBy(world: World): Exposed[] {
  return world
    .model(GATEWAYS)
    .flatMap(({ verdict }) => verdict.translations.filter(({ made }) => made).flatMap(exposedByOwner));
}

function exposedByOwner({ owner, translation: { http, tls } }: OwnerTranslation): Exposed[] {
  const [kind, namespace = '', name = ''] = owner.split('/');
  if (kind !== 'Gateway') return [];
  const gateway = `${written(namespace)}/${name}`;
  const requests = http.flatMap(({ port, routes }) =>
    routes.flatMap(({ backends, mirrors, auth }) =>
      [...backends, ...mirrors.map(({ backend }) => backend), ...(auth === undefined ? [] : [auth.backend])].map(
        (backend) => ({ backend, listener: port }),
      ),
    ),
  );
  const passed = tls.flatMap(({ port, routes }) =>
    routes.flatMap(({ backends }) => backends.map((backend) => ({ backend, listener: port }))),
  );
  return [...requests, ...passed].flatMap(({ backend, listener }) =>
    backend.port === undefined || backend.weight === 0
      ? []
      : [{ gateway, listener, service: serviceOf(backend), port: backend.port }],
  );
}

function serviceOf({ namespace, name }: ServedBackend): string {
  return `${written(namespace)}/${name}`;
}

function written(namespace: string): string {
  return isUnwritten(namespace) ? 'default' : namespace;
}
