// Cilium's Gateway API operator: is every Gateway programmed, every listener ready, every route attached where it says and served?
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { ask } from './program.mjs';

const ENGINE = 'gateway';
const GROUP = 'gateway.networking.k8s.io/';
/** Kinds outside of the group that the operator reads. */
const READ = ['Service', 'Namespace', 'CiliumGatewayClassConfig'];
const CRDS = ['gateway-api/v1.6.1/standard', 'cilium/1.20'];
const GATEWAY_CLASS = {
  apiVersion: `${GROUP}v1`,
  kind: 'GatewayClass',
  metadata: { name: 'cilium' },
  spec: { controllerName: 'io.cilium/gateway-controller' },
};
/** Parents whose status the operator writes; `Service` is the mesh. */
const PARENTS = ['Gateway', 'ListenerSet', 'Service'];

export function run({ dist, engines, shared, report }) {
  const program = join(engines, 'gateway-1.20');
  const questions = [
    'Gateways are programmed',
    'listeners are ready',
    'routes are attached where they say',
    'host names are served',
    'policies are accepted',
  ];
  const skip = (reason) => questions.forEach((question) => report.skip(ENGINE, question, reason));
  const objects = gatewayObjects(dist.objects);
  if (!existsSync(program)) return skip(`no ${program}`);
  if (!existsSync(join(shared, 'crds'))) return skip(`no CRDs in ${join(shared, 'crds')}`);
  if (!objects.some((object) => object.kind === 'Gateway')) return skip('no Gateway in dist');
  const [answer] = ask(
    program,
    ['-crds', join(shared, 'crds')],
    [{ id: 'dist', objects, options: { crds: CRDS, served: true, messages: true } }],
  );
  const found = judge(objects, answer);
  questions.forEach((question, i) => report.answer(ENGINE, question, found[i].asked, found[i].problems));
}

/** What the operator would find in the cluster: dist, its own class, and the certificates that dist may not hold. */
export function gatewayObjects(objects) {
  const seen = objects.filter((object) => object.apiVersion.startsWith(GROUP) || READ.includes(object.kind));
  const classes = seen.some((object) => object.kind === 'GatewayClass') ? [] : [GATEWAY_CLASS];
  const secrets = new Map();
  for (const owner of seen.filter((object) => ['Gateway', 'ListenerSet'].includes(object.kind))) {
    for (const { tls } of owner.spec.listeners) {
      for (const { name, namespace = owner.metadata.namespace ?? 'default' } of tls?.certificateRefs ?? []) {
        secrets.set(`${namespace}/${name}`, {
          apiVersion: 'v1',
          kind: 'Secret',
          metadata: { name, namespace },
          type: 'kubernetes.io/tls',
        });
      }
    }
  }
  return [...classes, ...seen, ...secrets.values()];
}

/** Compares the statuses with what the manifests ask for: one entry a question. */
export function judge(objects, answer) {
  const of = (kind) => objects.filter((object) => object.kind === kind);
  const routes = objects.filter((object) => object.apiVersion.startsWith(GROUP) && object.kind.endsWith('Route'));
  const path = (object) => `${object.metadata.namespace ?? 'default'}/${object.metadata.name}`;
  const status = (owner) =>
    (owner.kind === 'Gateway' ? answer.gateways : answer.listenerSets)?.find((entry) => entry.object === path(owner));
  const parents = routes.flatMap((route) =>
    (route.spec.parentRefs ?? [])
      .filter((ref) => PARENTS.includes(ref.kind ?? 'Gateway'))
      .map((ref) => ({ route, ref, parent: `${ref.kind ?? 'Gateway'}/${placeOf(route, ref)}` })),
  );
  const refersTo = (owner) => parents.filter(({ parent }) => parent === `${owner.kind}/${path(owner)}`);
  const trouble = answer.error ?? (answer.enabled === false ? 'the controllers do not come up' : undefined);
  const general = [
    ...(trouble === undefined ? [] : [trouble]),
    ...(answer.ignored ?? []).map(({ object, reason }) => `${object}: ${reason}`),
    ...(answer.failures ?? []).map((failure) => `reconciler: ${JSON.stringify(failure)}`),
  ];

  const programmed = of('Gateway').flatMap((gateway) =>
    wanting(`Gateway/${path(gateway)}`, status(gateway)?.conditions, ['Accepted', 'Programmed']),
  );
  const owners = [...of('Gateway'), ...of('ListenerSet')];
  const listeners = owners.flatMap((owner) => owner.spec.listeners.map((listener) => ({ owner, listener })));
  const unattached = owners.flatMap((owner) => {
    const asking = refersTo(owner).length;
    const attached = (status(owner)?.listeners ?? []).reduce((sum, entry) => sum + entry.attachedRoutes, 0);
    return attached < asking
      ? [`${owner.kind}/${path(owner)}: ${attached} attachments, ${asking} parentRefs name it`]
      : [];
  });
  const ready = listeners.flatMap(({ owner, listener }) => {
    const entry = status(owner)?.listeners?.find(({ name }) => name === listener.name);
    const where = `${owner.kind}/${path(owner)} listener ${listener.name}`;
    const naming = refersTo(owner).filter(({ ref }) => ref.sectionName === listener.name).length;
    const exact = refersTo(owner).every(({ ref }) => ref.sectionName !== undefined);
    const attached = entry?.attachedRoutes ?? 0;
    const count = exact ? attached !== naming : attached < naming;
    return [
      ...wanting(where, entry?.conditions, ['Accepted', 'Programmed', 'ResolvedRefs']),
      ...(count ? [`${where}: ${attached} routes attached, ${naming} name it`] : []),
    ];
  });
  const attached = parents.flatMap(({ route, ref }) => {
    const written =
      (answer.routes ?? []).find((entry) => entry.object === `${route.kind}/${path(route)}`)?.parents ?? [];
    const entry = written.find(
      ({ parentRef }) =>
        (parentRef.kind ?? 'Gateway') === (ref.kind ?? 'Gateway') &&
        parentRef.name === ref.name &&
        parentRef.sectionName === ref.sectionName &&
        parentRef.port === ref.port,
    );
    return wanting(
      `${route.kind}/${path(route)} at ${ref.name}${ref.sectionName === undefined ? '' : `, listener ${ref.sectionName}`}`,
      entry?.conditions,
      ['Accepted', 'ResolvedRefs'],
    );
  });
  // The operator takes any port of an existing Service; the proxy then has nothing behind it.
  const closed = routes.flatMap((route) =>
    (route.spec.rules ?? [])
      .flatMap((rule) => rule.backendRefs ?? [])
      .map((backend) => ({
        backend,
        service: of('Service').find(
          (object) => path(object) === `${backend.namespace ?? route.metadata.namespace ?? 'default'}/${backend.name}`,
        ),
      }))
      .filter(
        ({ backend, service }) =>
          service !== undefined && !service.spec.ports.some(({ port }) => port === backend.port),
      )
      .map(({ backend }) => `${route.kind}/${path(route)}: Service ${backend.name} has no port ${backend.port}`),
  );
  const hosts = parents
    .filter(({ route, ref }) => ['HTTPRoute', 'GRPCRoute'].includes(route.kind) && ref.kind !== 'Service')
    .flatMap(({ route, ref }) => hostsOf(route, ref, owners).map((host) => ({ route, ...host })));
  const served = hosts.flatMap(({ route, hostname, common, gateway, listener }) => {
    const hit = (answer.served ?? []).some(
      (entry) =>
        configsOf(gateway, listener).some((config) => entry.config === config) &&
        (entry.domains ?? []).some((domain) => common.includes(domain)) &&
        (entry.routes ?? []).length > 0,
    );
    return hit ? [] : [`${route.kind}/${path(route)}: nobody serves ${hostname} at Gateway/${gateway}`];
  });
  const policies = (answer.policies ?? []).flatMap((policy) =>
    policy.parents.flatMap(({ conditions }) => wanting(policy.object, conditions, ['Accepted'])),
  );
  return [
    { asked: of('Gateway').length, problems: [...general, ...programmed] },
    { asked: listeners.length, problems: ready },
    { asked: parents.length, problems: [...attached, ...unattached, ...closed] },
    { asked: hosts.length, problems: served },
    { asked: of('BackendTLSPolicy').length, problems: policies },
  ];
}

/** `namespace/name` of a parent. */
function placeOf(object, ref) {
  return `${ref.namespace ?? object.metadata.namespace ?? 'default'}/${ref.name}`;
}

/** Host names that a route is to be served under at one parent, with the Gateway; without its own it takes the listener's. */
function hostsOf(route, ref, owners) {
  const owner = owners.find(
    ({ kind, metadata }) =>
      kind === (ref.kind ?? 'Gateway') && `${metadata.namespace ?? 'default'}/${metadata.name}` === placeOf(route, ref),
  );
  if (owner === undefined) return [];
  const gateway =
    owner.kind === 'Gateway'
      ? `${owner.metadata.namespace ?? 'default'}/${owner.metadata.name}`
      : placeOf(owner, owner.spec.parentRef);
  const listeners = owner.spec.listeners.filter(
    (listener) => ref.sectionName === undefined || listener.name === ref.sectionName,
  );
  const hostnames = route.spec.hostnames ?? (listeners.length === 1 ? [listeners[0].hostname ?? '*'] : []);
  return hostnames.map((hostname) => ({
    hostname,
    // Of a wildcard and a narrower listener the narrower name is served.
    common: [hostname, ...listeners.flatMap((each) => (isBelow(each.hostname, hostname) ? [each.hostname] : []))],
    gateway,
    listener: ref.sectionName === undefined ? undefined : listeners[0],
  }));
}

/** True if a name is one that a wildcard takes. */
function isBelow(name, wildcard) {
  return wildcard.startsWith('*.') && name !== undefined && name !== wildcard && name.endsWith(wildcard.slice(1));
}

/**
 * Where the operator puts the virtual hosts of a listener: all encrypted ports share `listener-secure`, unless there are several of them or a
 * passed-through port with the same server names; then each has a configuration of its own.
 */
function configsOf(gateway, listener) {
  const [namespace, name] = gateway.split('/');
  const ports = listener === undefined ? [] : [listener.port];
  const suffixes = {
    HTTP: ['insecure'],
    HTTPS: ['secure', ...ports],
  }[listener?.protocol] ?? ['insecure', 'secure'];
  return suffixes.map((suffix) => `${namespace}/cilium-gateway-${name}/listener-${suffix}`);
}

function wanting(where, conditions, types) {
  if (conditions === undefined) return [`${where}: the operator wrote no status`];
  return types
    .filter((type) => conditions[type]?.status !== 'True')
    .map(
      (type) =>
        `${where}: ${type} is ${conditions[type]?.status ?? 'not set'} (${conditions[type]?.reason ?? '-'}: ${conditions[type]?.message ?? ''})`,
    );
}
