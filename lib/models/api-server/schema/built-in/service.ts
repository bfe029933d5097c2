// Services. Source: ValidateService of k8s.io/kubernetes 1.35 and its allocators, which know the ranges of addresses and node ports.
import { isIP } from 'node:net';
import { SERVICE_NODE_PORTS } from '../../../../catalogue/node-ports';
import { isSubdomain, PlainMap } from '../../../../manifest';
import { Cidr } from '../../../../net';
import { addressOf, formatFault } from '../formats';
import { checkLabels } from '../metadata';
import { Walk, show } from '../walk';
import { checkPortReference } from './container';
import { distinct, each, into, mapOf, mapsOf, textsOf } from './steps';

/** Service subnets of Kubernetes and Talos unless somebody sets others. */
const SERVICE_SUBNETS = ['10.96.0.0/12', 'fd00:10:96::/112'];

/** Checks a Service. */
export function checkService(walk: Walk, object: PlainMap): void {
  if (object.spec === undefined) walk.errorAt(['spec', 'ports'], 'schema/required', 'service-without-spec');
  into(walk, object, 'spec', (spec) => {
    const { type = 'ClusterIP', clusterIP } = spec as { type?: string; clusterIP?: string };
    const headless = clusterIP === 'None';
    if (mapsOf(spec, 'ports').length === 0 && !headless && type !== 'ExternalName')
      walk.errorAt(['ports'], 'schema/required', 'service-without-ports');
    checkLabels(mapOf(spec, 'selector'), ['selector'], walk);
    checkPorts(walk, spec, type);
    checkAddresses(walk, spec, type);
    checkTraffic(walk, spec, type);
    if (type === 'ExternalName' && !isSubdomain(((spec.externalName as string | undefined) ?? '').replace(/\.$/, '')))
      walk.errorAt(['externalName'], 'schema/required', 'external-name', { externalName: show(spec.externalName) });
  });
}

function checkPorts(walk: Walk, spec: PlainMap, type: string): void {
  const several = mapsOf(spec, 'ports').length > 1;
  distinct(walk, spec, 'ports', 'name');
  const taken = new Set<string>();
  const nodePorts = new Set<string>();
  each(walk, spec, 'ports', (port) => {
    const { name, protocol = 'TCP', nodePort } = port as Record<string, unknown>;
    if (several && name === undefined) walk.errorAt(['name'], 'schema/required', 'several-ports-unnamed');
    // 0 and an empty text count as unset and become the port.
    if (port.targetPort !== 0 && port.targetPort !== '') checkPortReference(walk, port.targetPort, 'targetPort');
    const key = `${String(protocol)} ${String(port.port)}`;
    if (taken.has(key)) walk.error('schema/duplicate-item', 'service-port-twice', { key });
    taken.add(key);
    if (typeof nodePort !== 'number' || nodePort === 0) return;
    if (type !== 'NodePort' && type !== 'LoadBalancer')
      walk.errorAt(['nodePort'], 'schema/value', 'node-port-of-type', { nodePort, type });
    else if (nodePort < SERVICE_NODE_PORTS.from || nodePort > SERVICE_NODE_PORTS.to)
      walk.errorAt(['nodePort'], 'schema/range', 'node-port-range', {
        nodePort,
        nodePorts: [SERVICE_NODE_PORTS.from, SERVICE_NODE_PORTS.to],
      });
    const node = `${String(protocol)} ${nodePort}`;
    if (nodePorts.has(node)) walk.errorAt(['nodePort'], 'schema/duplicate-item', 'node-port-twice', { node });
    nodePorts.add(node);
  });
}

function checkAddresses(walk: Walk, spec: PlainMap, type: string): void {
  const clusterIps = textsOf(spec, 'clusterIPs');
  const first = spec.clusterIP as string | undefined;
  if (first !== undefined && clusterIps.length > 0 && clusterIps[0] !== first)
    walk.errorAt(['clusterIPs', 0], 'schema/value', 'cluster-ips-differ', {
      address: show(clusterIps[0]),
      clusterIP: show(first),
    });
  if (first === undefined && clusterIps.length > 0) walk.errorAt(['clusterIPs'], 'schema/value', 'cluster-ips-alone');
  const all = clusterIps.length > 0 ? clusterIps : first === undefined ? [] : [first];
  if (type === 'ExternalName' && all.length > 0)
    walk.errorAt(['clusterIP'], 'schema/value', 'cluster-ip-of-external-name', { clusterIP: show(all[0]) });
  else all.forEach((address) => checkClusterIp(walk, address, all, type));
  textsOf(spec, 'externalIPs').forEach((address, i) => {
    if (isIP(address) === 0)
      walk.errorAt(['externalIPs', i], 'schema/format', 'ip-address', { address: show(address) });
    else if (/^(127\.|169\.254\.|0\.0\.0\.0$|224\.0\.0\.|::1?$)/.test(address))
      walk.errorAt(['externalIPs', i], 'schema/value', 'external-ip-reach', { address: show(address) });
  });
  const ranges = textsOf(spec, 'loadBalancerSourceRanges');
  if (ranges.length > 0 && type !== 'LoadBalancer')
    walk.errorAt(['loadBalancerSourceRanges'], 'schema/value', 'source-ranges-of-type', { type });
  ranges.forEach((range, i) => {
    const fault = formatFault('cidr', range.trim());
    if (fault !== undefined)
      walk.errorAt(['loadBalancerSourceRanges', i], 'schema/format', 'source-range-cidr', { range: show(range) });
  });
}

function checkClusterIp(walk: Walk, address: string, all: readonly string[], type: string): void {
  if (address === 'None') {
    if (all.length > 1) walk.errorAt(['clusterIPs'], 'schema/value', 'none-beside-address');
    if (type !== 'ClusterIP') walk.errorAt(['clusterIP'], 'schema/value', 'none-of-type', { type });
    return;
  }
  if (isIP(address) === 0)
    return walk.errorAt(['clusterIP'], 'schema/format', 'cluster-ip-address', { address: show(address) });
  const ip = addressOf(address);
  if (ip === undefined) return;
  const written = walk.versions?.serviceSubnets ?? [];
  // Where only the other family is written, nothing is known about this one.
  const subnets = (written.length > 0 ? written : SERVICE_SUBNETS)
    .flatMap(cidrOf)
    .filter(({ family }) => family === ip.family);
  if (subnets.length === 0 || subnets.some((subnet) => subnet.contains(ip))) return;
  if (written.length > 0)
    walk.errorAt(['clusterIP'], 'schema/cluster-ip', 'cluster-ip-outside-stated', {
      address,
      subnets: subnets.map(String),
    });
  else
    walk.errorAt(['clusterIP'], 'schema/cluster-ip', 'cluster-ip-outside-default', {
      address,
      subnets: subnets.map(String),
    });
}

function cidrOf(text: string): Cidr[] {
  try {
    return [Cidr.of(text)];
  } catch {
    // The rules over addresses say it.
    return [];
  }
}

function checkTraffic(walk: Walk, spec: PlainMap, type: string): void {
  const external = type === 'LoadBalancer' || type === 'NodePort' || textsOf(spec, 'externalIPs').length > 0;
  if (spec.externalTrafficPolicy !== undefined && !external)
    walk.errorAt(['externalTrafficPolicy'], 'schema/value', 'traffic-policy-inside', {
      externalTrafficPolicy: show(spec.externalTrafficPolicy),
    });
  for (const field of ['loadBalancerClass', 'allocateLoadBalancerNodePorts'])
    if (spec[field] !== undefined && type !== 'LoadBalancer')
      walk.errorAt([field], 'schema/value', 'field-of-type', { field, type });
  const healthPort = (spec.healthCheckNodePort as number | undefined) ?? 0;
  if (healthPort !== 0 && (type !== 'LoadBalancer' || spec.externalTrafficPolicy !== 'Local'))
    walk.errorAt(['healthCheckNodePort'], 'schema/value', 'health-port', { healthPort });
  if (type === 'ExternalName') return;
  const families = textsOf(spec, 'ipFamilies');
  families.forEach((family, i) => {
    if (family !== 'IPv4' && family !== 'IPv6')
      walk.errorAt(['ipFamilies', i], 'schema/enum', 'family', { family: show(family) });
  });
  if (new Set(families).size < families.length)
    walk.errorAt(['ipFamilies'], 'schema/duplicate-item', 'families-twice', { families: show(families) });
  if (families.length > 1 && spec.ipFamilyPolicy === 'SingleStack')
    walk.errorAt(['ipFamilyPolicy'], 'schema/value', 'single-stack-families', { families });
}
