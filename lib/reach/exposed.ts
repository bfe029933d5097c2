// What Gateways let in: the Services behind the listeners that Cilium serves. Traffic that comes through one has the identity of the proxy, `ingress`.
import { OwnerTranslation, ServedBackend } from '../models/gateway';
import { GATEWAYS, isUnwritten } from '../world/derived/gateways';
import { World } from '../world/types';

/** A Service that a Gateway delivers to. @internal */
export interface Exposed {
  /** `namespace/name` of the Gateway. */
  readonly gateway: string;
  /** Port of the listener, and its transport. */
  readonly listener: { readonly port: number; readonly protocol: 'TCP' | 'UDP' };
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

function exposedByOwner({ owner, translation: { http, tls, streams } }: OwnerTranslation): Exposed[] {
  const [kind, namespace = '', name = ''] = owner.split('/');
  if (kind !== 'Gateway') return [];
  const gateway = `${written(namespace)}/${name}`;
  const requests = http.flatMap(({ port, routes }) =>
    routes.flatMap(({ backends, mirrors, auth }) =>
      [...backends, ...mirrors.map(({ backend }) => backend), ...(auth === undefined ? [] : [auth.backend])].map(
        (backend) => ({ backend, listener: { port, protocol: 'TCP' as const } }),
      ),
    ),
  );
  const passed = [...tls, ...streams].flatMap(({ port, protocol, routes }) =>
    routes.flatMap(({ backends }) =>
      backends.map((backend) => ({
        backend,
        listener: { port, protocol: protocol === 'UDP' ? ('UDP' as const) : ('TCP' as const) },
      })),
    ),
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
