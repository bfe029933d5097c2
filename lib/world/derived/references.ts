// Every reference from one object to another that the rules understand: routes, ingresses, roles, service accounts, peers, attachments.
import { groupOf } from '../../manifest';
import { CheckedObject, Model, World } from '../types';
import { Path } from '../../problem';
import { ANNOTATIONS } from './attachments';
import { isPlaceholder, listAt, mapAt, textAt, writtenNamespace } from './fields';
import { NAD_GROUP } from './multus';
import { POD_TEMPLATES } from './pods';
import { Target } from './targets';
import { VALUE_REFERENCES } from './value-references';

/** One reference. */
export interface Reference {
  readonly from: CheckedObject;
  /** Place of the reference in `from`. */
  readonly path: Path;
  readonly target: Target;
  /** Port of a Service that is meant: number or name. */
  readonly port?: number | string;
  /** Protocol that the port must have. */
  readonly protocol?: 'TCP' | 'UDP';
  /** Listener of a Gateway that is meant. */
  readonly section?: string;
  /** True where the values of a chart that nobody here renders hold it. @default false */
  readonly inValues?: boolean;
}

const GATEWAY = 'gateway.networking.k8s.io';
const RBAC = 'rbac.authorization.k8s.io';

/** The model: all references, in the order of the input. */
export const REFERENCES: Model<readonly Reference[]> = {
  name: 'references',
  build: (world) =>
    [...world.objects.flatMap(ofObject), ...ofPods(world), ...ofAnnotations(world), ...ofValues(world)].filter(
      ({ target }) => !isPlaceholder(target.name) && !isPlaceholder(target.namespace ?? ''),
    ),
};

function ofObject(from: CheckedObject): Reference[] {
  const { kind } = from.manifest;
  const group = groupOf(from.manifest);
  if (group === GATEWAY && kind.endsWith('Route')) return route(from);
  if (group === GATEWAY && kind === 'Gateway')
    return named(from, ['spec', 'gatewayClassName'], { group: GATEWAY, kind: 'GatewayClass' });
  if (group === 'networking.k8s.io' && kind === 'Ingress') return ingress(from);
  if (group === 'cilium.io' && (kind === 'CiliumEnvoyConfig' || kind === 'CiliumClusterwideEnvoyConfig'))
    return envoyConfig(from);
  if (group === 'cilium.io' && kind === 'CiliumBGPClusterConfig') return bgpCluster(from);
  if (group === RBAC && (kind === 'RoleBinding' || kind === 'ClusterRoleBinding')) return binding(from);
  return [];
}

function route(from: CheckedObject): Reference[] {
  const { manifest } = from;
  const parents = listAt(manifest, 'spec', 'parentRefs').flatMap((parent, index): Reference[] => {
    const name = textAt(parent, 'name');
    if (
      name === undefined ||
      (textAt(parent, 'group') ?? GATEWAY) !== GATEWAY ||
      (textAt(parent, 'kind') ?? 'Gateway') !== 'Gateway'
    )
      return [];
    return [
      {
        from,
        path: ['spec', 'parentRefs', index],
        target: { group: GATEWAY, kind: 'Gateway', namespace: textAt(parent, 'namespace'), name },
        section: textAt(parent, 'sectionName'),
      },
    ];
  });
  const protocol = manifest.kind === 'UDPRoute' ? 'UDP' : 'TCP';
  const backends = listAt(manifest, 'spec', 'rules').flatMap((rule, index) => {
    const path: Path = ['spec', 'rules', index];
    const own = listAt(rule, 'backendRefs').flatMap((backend, at) =>
      service(from, [...path, 'backendRefs', at], backend, protocol),
    );
    const mirrors = listAt(rule, 'filters').flatMap((filter, at) =>
      service(
        from,
        [...path, 'filters', at, 'requestMirror', 'backendRef'],
        mapAt(filter, 'requestMirror', 'backendRef'),
        protocol,
      ),
    );
    return [...own, ...mirrors];
  });
  return [...parents, ...backends];
}

function service(from: CheckedObject, path: Path, ref: unknown, protocol: 'TCP' | 'UDP'): Reference[] {
  const name = textAt(ref, 'name');
  const port = mapAt(ref).port;
  if (name === undefined || textAt(ref, 'group') !== undefined || (textAt(ref, 'kind') ?? 'Service') !== 'Service')
    return [];
  return [
    {
      from,
      path,
      target: { group: '', kind: 'Service', namespace: textAt(ref, 'namespace'), name },
      protocol,
      ...(typeof port === 'number' ? { port } : {}),
    },
  ];
}

function ingress(from: CheckedObject): Reference[] {
  const backend = (path: Path): Reference[] => {
    const found = mapAt(from.manifest, ...path, 'service');
    const name = textAt(found, 'name');
    if (name === undefined) return [];
    const { number, name: portName } = mapAt(found, 'port');
    // The pair of AWS: an action of the load balancer, no port of the Service.
    const port =
      typeof number === 'number'
        ? number
        : typeof portName === 'string' && portName !== 'use-annotation'
          ? portName
          : undefined;
    return [
      {
        from,
        path: [...path, 'service'],
        target: { group: '', kind: 'Service', name },
        ...(port === undefined ? {} : { port }),
      },
    ];
  };
  const rules = listAt(from.manifest, 'spec', 'rules').flatMap((rule, index) =>
    listAt(rule, 'http', 'paths').flatMap((_, at) => backend(['spec', 'rules', index, 'http', 'paths', at, 'backend'])),
  );
  return [
    ...named(from, ['spec', 'ingressClassName'], { group: 'networking.k8s.io', kind: 'IngressClass' }),
    ...backend(['spec', 'defaultBackend']),
    ...rules,
  ];
}

function envoyConfig(from: CheckedObject): Reference[] {
  return ['services', 'backendServices'].flatMap((field) =>
    listAt(from.manifest, 'spec', field).flatMap((ref, index): Reference[] => {
      const name = textAt(ref, 'name');
      if (name === undefined) return [];
      const path: Path = ['spec', field, index];
      const target: Target = {
        group: '',
        kind: 'Service',
        namespace: textAt(ref, 'namespace') ?? writtenNamespace(from.manifest) ?? 'default',
        name,
      };
      const ports = field === 'services' ? listAt(ref, 'ports') : listAt(ref, 'number');
      if (ports.length === 0) return [{ from, path, target }];
      return ports.flatMap((port) =>
        typeof port === 'number' || typeof port === 'string' ? [{ from, path, target, port: numberOf(port) }] : [],
      );
    }),
  );
}

/** `backendServices[].number` holds port numbers as texts, or names. */
function numberOf(port: number | string): number | string {
  return typeof port === 'string' && /^\d+$/.test(port) ? Number(port) : port;
}

function bgpCluster(from: CheckedObject): Reference[] {
  return listAt(from.manifest, 'spec', 'bgpInstances').flatMap((instance, index) =>
    listAt(instance, 'peers').flatMap((_, at) =>
      named(from, ['spec', 'bgpInstances', index, 'peers', at, 'peerConfigRef', 'name'], {
        group: 'cilium.io',
        kind: 'CiliumBGPPeerConfig',
      }),
    ),
  );
}

function binding(from: CheckedObject): Reference[] {
  const kind = textAt(from.manifest, 'roleRef', 'kind');
  const role = kind === 'Role' || kind === 'ClusterRole' ? named(from, ['roleRef', 'name'], { group: RBAC, kind }) : [];
  const accounts = listAt(from.manifest, 'subjects').flatMap((subject, index) =>
    textAt(subject, 'kind') === 'ServiceAccount'
      ? named(from, ['subjects', index, 'name'], {
          group: '',
          kind: 'ServiceAccount',
          namespace: textAt(subject, 'namespace') ?? writtenNamespace(from.manifest),
        })
      : [],
  );
  return [...role, ...accounts];
}

function ofPods(world: World): Reference[] {
  return world.model(POD_TEMPLATES).flatMap(({ object: from, path, spec }) => {
    const account = textAt(spec, 'serviceAccountName');
    const accounts =
      account === undefined || account === 'default'
        ? []
        : [
            {
              from,
              path: [...path, 'spec', 'serviceAccountName'],
              target: { group: '', kind: 'ServiceAccount', name: account },
            },
          ];
    return accounts;
  });
}

function ofAnnotations(world: World): Reference[] {
  return world.model(ANNOTATIONS).flatMap(({ object: from, path, selections }) =>
    selections.map(({ namespace, name }) => ({
      from,
      path,
      target: {
        group: NAD_GROUP,
        kind: 'NetworkAttachmentDefinition',
        name,
        ...(namespace === undefined ? {} : { namespace }),
      },
    })),
  );
}

/** Parents and backends of routes that the values of a chart name; whoever writes `parentRefs` of a name means a Gateway. */
function ofValues(world: World): Reference[] {
  return world.model(VALUE_REFERENCES).flatMap(({ release: from, namespace, reference, place }) => {
    if (reference.refers !== 'route') return [];
    const placed = ({ name, namespace: own = namespace }: { readonly name: string; readonly namespace?: string }) => ({
      name,
      ...(own === undefined ? {} : { namespace: own }),
    });
    const parents = reference.parents.flatMap((parent): Reference[] => {
      const { group = GATEWAY, kind = 'Gateway', sectionName } = parent;
      if (group !== GATEWAY || kind !== 'Gateway') return [];
      return [
        {
          from,
          path: place(parent.path),
          target: { group, kind, ...placed(parent) },
          inValues: true,
          ...(sectionName === undefined ? {} : { section: sectionName }),
        },
      ];
    });
    const backends = reference.backends.flatMap((backend): Reference[] => {
      const { kind = 'Service', port } = backend;
      if (kind !== 'Service') return [];
      return [
        {
          from,
          path: place(backend.path),
          target: { group: '', kind, ...placed(backend) },
          inValues: true,
          ...(port === undefined ? {} : { port }),
        },
      ];
    });
    return [...parents, ...backends];
  });
}

/** The reference at a path that holds a name. */
function named(from: CheckedObject, path: Path, target: Omit<Target, 'name'>): Reference[] {
  const name = textAt(from.manifest, ...path);
  return name === undefined ? [] : [{ from, path, target: { ...target, name } }];
}
