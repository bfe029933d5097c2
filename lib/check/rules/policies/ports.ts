// Ports of rules that no pod behind them has, and names of ports that every pod of the cluster may answer to.
import { valueAtPath, listAt, mapAt, textAt, writtenNamespace } from '../../../world/derived/fields';
import { DeclaredPort, Endpoint, endpointName, PolicyRule, POLICIES, rulePath } from '../../../world/derived/policies';
import { World } from '../../../world/types';
import { PortEntry } from '../../../models/agent/verdict';
import { yaml } from '../../../problem';
import { Report, Rule } from '../../rule';

interface Missing {
  readonly port: string;
  readonly pods: readonly string[];
  readonly declared: readonly string[];
  /** Port of the container that a Service of the same number leads to. */
  readonly behind?: { readonly service: string; readonly target: string };
}

/** A policy opens the port of the pod. */
export const POLICY_PORTS: Rule = {
  layer: 'policies',
  codes: [
    {
      code: 'policy/port-missing',
      title: 'A policy names ports that the pods have',
      why: 'Cilium judges a packet by the port of the pod: the port of a Service is translated before. Judged only where every selected workload declares its ports. Source: the policy engine, run.',
      bad: yaml`
        apiVersion: cilium.io/v2
        kind: CiliumNetworkPolicy
        metadata: { name: web, namespace: shop }
        spec:
          endpointSelector: { matchLabels: { app: web } }
          ingress:
            - fromEntities: [cluster]
              toPorts: [{ ports: [{ port: '80', protocol: TCP }] }]
        ---
        apiVersion: apps/v1
        kind: Deployment
        metadata: { name: web, namespace: shop }
        spec:
          selector: { matchLabels: { app: web } }
          template:
            metadata: { labels: { app: web } }
            spec:
              containers: [{ name: web, image: 'shop/web:1.2.3', ports: [{ containerPort: 8080 }] }]
      `,
      good: yaml`
        apiVersion: cilium.io/v2
        kind: CiliumNetworkPolicy
        metadata: { name: web, namespace: shop }
        spec:
          endpointSelector: { matchLabels: { app: web } }
          ingress:
            - fromEntities: [cluster]
              toPorts: [{ ports: [{ port: '8080', protocol: TCP }] }]
        ---
        apiVersion: apps/v1
        kind: Deployment
        metadata: { name: web, namespace: shop }
        spec:
          selector: { matchLabels: { app: web } }
          template:
            metadata: { labels: { app: web } }
            spec:
              containers: [{ name: web, image: 'shop/web:1.2.3', ports: [{ containerPort: 8080 }] }]
      `,
      words: ({ port, pods, declared, behind }: Missing) => ({
        message: `no container of ${pods.join(', ')} declares port ${port}, they declare ${declared.join(', ')}`,
        repair:
          behind === undefined
            ? 'write the port of the container: a policy sees it, and not the port of a Service'
            : `write ${behind.target}, to which port ${port} of Service ${behind.service} leads: a policy sees the port of the container`,
      }),
    },
    {
      code: 'policy/named-port-egress',
      title: 'An egress rule names ports by number',
      why: 'Up to Cilium 1.19 the name is looked up in one table of all pods of the cluster, and two numbers are none. Source: pkg/types/portmap.go, and the policy engine, run.',
      bad: yaml`
        apiVersion: helm.toolkit.fluxcd.io/v2
        kind: HelmRelease
        metadata: { name: cilium, namespace: kube-system }
        spec: { interval: 1h, chart: { spec: { chart: cilium, version: 1.19.6, sourceRef: { kind: HelmRepository, name: cilium } } } }
        ---
        apiVersion: cilium.io/v2
        kind: CiliumNetworkPolicy
        metadata: { name: web, namespace: shop }
        spec:
          endpointSelector: { matchLabels: { app: web } }
          egress:
            - toEndpoints: [{ matchLabels: { app: api } }]
              toPorts: [{ ports: [{ port: http, protocol: TCP }] }]
      `,
      good: yaml`
        apiVersion: helm.toolkit.fluxcd.io/v2
        kind: HelmRelease
        metadata: { name: cilium, namespace: kube-system }
        spec: { interval: 1h, chart: { spec: { chart: cilium, version: 1.19.6, sourceRef: { kind: HelmRepository, name: cilium } } } }
        ---
        apiVersion: cilium.io/v2
        kind: CiliumNetworkPolicy
        metadata: { name: web, namespace: shop }
        spec:
          endpointSelector: { matchLabels: { app: web } }
          egress:
            - toEndpoints: [{ matchLabels: { app: api } }]
              toPorts: [{ ports: [{ port: '9000', protocol: TCP }] }]
      `,
      words: ({ name, deny, minor }: { name: string; deny: boolean; minor: string }) => ({
        message: `port name "${name}" in an egress rule: Cilium ${minor} looks it up in all pods of the cluster, and ${deny ? 'denies' : 'opens'} nothing if two numbers carry it`,
        repair: 'write the number',
      }),
    },
  ],
  check(world, report) {
    const joined = world.model(POLICIES);
    const perPeer = joined.policies.agent.does.namedPortPerPeer;
    const services = servicePortsOf(world);
    for (const rule of joined.rules) {
      const { entry } = rule;
      const receivers = entry.ingress ? (entry.node ? [] : joined.subjectsOf(rule)) : joined.peersOf(rule);
      const named = entry.ports.flatMap(({ ports }) => ports).filter(({ name }) => name !== '');
      if (!entry.ingress && !perPeer)
        for (const { name } of named)
          report.warning('policy/named-port-egress', rule.at, pathOf(rule, name), {
            name,
            deny: entry.deny,
            minor: world.versions.cilium,
          });
      if (receivers.length === 0 || receivers.some(({ ports, hostNetwork }) => ports.length === 0 || hostNetwork))
        continue;
      // What also goes to the world or to nodes is no matter of pods alone.
      if (!entry.ingress && goesOutside(rule)) continue;
      missing(services, report, rule, receivers);
    }
  },
};

function missing(services: ServicePorts, report: Report, rule: PolicyRule, receivers: readonly Endpoint[]): void {
  for (const { ports } of rule.entry.ports)
    for (const variants of asWritten(ports)) {
      const [port] = variants as [PortEntry];
      if (port.port === 0 && port.name === '') continue;
      const has = (each: PortEntry) =>
        receivers.some(({ ports: declared }) => declared.some((container) => covers(each, container)));
      if (variants.some(has)) continue;
      const behind = serviceBehind(services, port, receivers);
      const place = pathOf(rule, port.name === '' ? String(port.port) : port.name);
      report.warning('policy/port-missing', rule.at, place, {
        port: portText(variants.length > 1 ? { ...port, protocol: 'ANY' } : port),
        pods: [...new Set(receivers.map(endpointName))].sort(),
        declared: [...new Set(receivers.flatMap(({ ports: declared }) => declared.map(declaredText)))].sort(),
        ...(behind === undefined ? {} : { behind }),
      } satisfies Missing);
    }
}

/** Ports as somebody wrote them: ANY is an entry for each protocol to the engine. */
function asWritten(ports: readonly PortEntry[]): PortEntry[][] {
  const groups = new Map<string, PortEntry[]>();
  for (const each of ports) {
    const key = [each.port, each.endPort, each.name].join('\0');
    groups.set(key, [...(groups.get(key) ?? []), each]);
  }
  return [...groups.values()];
}

function goesOutside({ entry }: PolicyRule): boolean {
  return (
    entry.peers === undefined ||
    entry.peers.length === 0 ||
    entry.peers.some(
      ({ wildcard, prefixes, name, worldOnly, asks }) =>
        wildcard ||
        worldOnly ||
        prefixes.length > 0 ||
        name !== undefined ||
        asks.some(({ source }) => source === 'reserved'),
    )
  );
}

function covers({ protocol, port, endPort, name }: PortEntry, declared: DeclaredPort): boolean {
  if (protocol !== 'ANY' && protocol !== declared.protocol)
    return ['TCP', 'UDP', 'SCTP'].includes(protocol) ? false : true;
  if (name !== '') return declared.name === name;
  return port === 0 || (declared.port >= port && declared.port <= Math.max(endPort, port));
}

function portText({ protocol, port, endPort, name }: PortEntry): string {
  const number = name === '' ? (endPort > port ? `${port}-${endPort}` : String(port)) : `"${name}"`;
  return `${number}/${protocol}`;
}

function declaredText({ name, port, protocol }: DeclaredPort): string {
  return `${name === undefined ? '' : `${name}=`}${port}/${protocol}`;
}

/** Where the port of the rule is written; a policy made by hand may hold it in several places, and the rule is the one to show. */
function pathOf(policyRule: PolicyRule, text: string): readonly (string | number)[] {
  const place = rulePath(policyRule);
  const rule = valueAtPath(policyRule.at.manifest, place);
  const lists: readonly [string, (item: unknown) => readonly unknown[]][] = [
    ['toPorts', (item) => listAt(item, 'ports')],
    ['ports', (item) => [item]],
  ];
  for (const [list, inner] of lists)
    for (const [index, item] of listAt(rule, list).entries())
      for (const [position, port] of inner(item).entries())
        if (String(mapAt(port).port) === text)
          return [...place, list, index, ...(list === 'toPorts' ? ['ports', position] : []), 'port'];
  return place;
}

/** A port of a Service that leads to another one. */
interface ServicePort {
  readonly service: string;
  readonly target: string;
  readonly selector: readonly (readonly [string, unknown])[];
  readonly namespace: string | undefined;
}

/** By number of the port of the Service. */
type ServicePorts = ReadonlyMap<number, readonly ServicePort[]>;

function servicePortsOf(world: World): ServicePorts {
  const ports = new Map<number, ServicePort[]>();
  for (const { manifest } of world.of('', 'Service')) {
    const selector = Object.entries(mapAt(manifest, 'spec', 'selector'));
    if (selector.length === 0) continue;
    const [service, namespace] = [textAt(manifest, 'metadata', 'name') ?? '', writtenNamespace(manifest)];
    for (const each of listAt(manifest, 'spec', 'ports')) {
      const { port, targetPort } = mapAt(each);
      if (typeof port !== 'number' || targetPort === undefined || targetPort === port) continue;
      const known = ports.get(port) ?? [];
      ports.set(port, known);
      known.push({ service, namespace, selector, target: String(targetPort) });
    }
  }
  return ports;
}

/** A Service of the same pods and number, and the container port that it leads to. */
function serviceBehind(
  services: ServicePorts,
  { port, name }: PortEntry,
  receivers: readonly Endpoint[],
): Missing['behind'] {
  if (name !== '' || port === 0) return undefined;
  const found = services.get(port)?.find(({ namespace, selector }) =>
    receivers.some(({ template }) => {
      const labels = mapAt(template.metadata, 'labels');
      return (
        writtenNamespace(template.object.manifest) === namespace &&
        selector.every(([key, value]) => labels[key] === value)
      );
    }),
  );
  return found === undefined ? undefined : { service: found.service, target: found.target };
}
