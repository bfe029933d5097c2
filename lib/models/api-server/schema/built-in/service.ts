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
  if (object.spec === undefined)
    walk.errorAt(['spec', 'ports'], 'schema/required', 'the Service has no ports', 'write spec.ports');
  into(walk, object, 'spec', (spec) => {
    const { type = 'ClusterIP', clusterIP } = spec as { type?: string; clusterIP?: string };
    const headless = clusterIP === 'None';
    if (mapsOf(spec, 'ports').length === 0 && !headless && type !== 'ExternalName')
      walk.errorAt(
        ['ports'],
        'schema/required',
        'the Service has no ports',
        'write at least one port, or clusterIP: None',
      );
    checkLabels(mapOf(spec, 'selector'), ['selector'], walk);
    checkPorts(walk, spec, type);
    checkAddresses(walk, spec, type);
    checkTraffic(walk, spec, type);
    if (type === 'ExternalName' && !isSubdomain(((spec.externalName as string | undefined) ?? '').replace(/\.$/, '')))
      walk.errorAt(
        ['externalName'],
        'schema/required',
        `externalName is ${show(spec.externalName)}`,
        'write a DNS name',
      );
  });
}

function checkPorts(walk: Walk, spec: PlainMap, type: string): void {
  const several = mapsOf(spec, 'ports').length > 1;
  distinct(walk, spec, 'ports', 'name');
  const taken = new Set<string>();
  const nodePorts = new Set<string>();
  each(walk, spec, 'ports', (port) => {
    const { name, protocol = 'TCP', nodePort } = port as Record<string, unknown>;
    if (several && name === undefined)
      walk.errorAt(['name'], 'schema/required', 'one of several ports without name', 'write a name for each port');
    // 0 and an empty text count as unset and become the port.
    if (port.targetPort !== 0 && port.targetPort !== '') checkPortReference(walk, port.targetPort, 'targetPort');
    const key = `${String(protocol)} ${String(port.port)}`;
    if (taken.has(key)) walk.error('schema/duplicate-item', `${key} stands twice`, 'write another port or protocol');
    taken.add(key);
    if (typeof nodePort !== 'number' || nodePort === 0) return;
    if (type !== 'NodePort' && type !== 'LoadBalancer')
      walk.errorAt(
        ['nodePort'],
        'schema/value',
        `nodePort ${nodePort} of a Service of type ${type}`,
        'remove it, or write type: NodePort',
      );
    else if (nodePort < SERVICE_NODE_PORTS.from || nodePort > SERVICE_NODE_PORTS.to)
      walk.errorAt(
        ['nodePort'],
        'schema/range',
        `${nodePort} is no node port`,
        `write a number from ${SERVICE_NODE_PORTS.from} to ${SERVICE_NODE_PORTS.to}, or leave the choice to the cluster`,
      );
    const node = `${String(protocol)} ${nodePort}`;
    if (nodePorts.has(node))
      walk.errorAt(['nodePort'], 'schema/duplicate-item', `node port ${node} stands twice`, 'write another one');
    nodePorts.add(node);
  });
}

function checkAddresses(walk: Walk, spec: PlainMap, type: string): void {
  const clusterIps = textsOf(spec, 'clusterIPs');
  const first = spec.clusterIP as string | undefined;
  if (first !== undefined && clusterIps.length > 0 && clusterIps[0] !== first)
    walk.errorAt(
      ['clusterIPs', 0],
      'schema/value',
      `${show(clusterIps[0])} differs from clusterIP ${show(first)}`,
      'write the same address',
    );
  if (first === undefined && clusterIps.length > 0)
    walk.errorAt(
      ['clusterIPs'],
      'schema/value',
      'clusterIPs without clusterIP',
      'write clusterIP with the first of them, or leave both out',
    );
  const all = clusterIps.length > 0 ? clusterIps : first === undefined ? [] : [first];
  if (type === 'ExternalName' && all.length > 0)
    walk.errorAt(['clusterIP'], 'schema/value', `clusterIP ${show(all[0])} of an ExternalName`, 'remove it');
  else all.forEach((address) => checkClusterIp(walk, address, all, type));
  textsOf(spec, 'externalIPs').forEach((address, i) => {
    if (isIP(address) === 0)
      walk.errorAt(['externalIPs', i], 'schema/format', `${show(address)} is not an IP address`, 'write an address');
    else if (/^(127\.|169\.254\.|0\.0\.0\.0$|224\.0\.0\.|::1?$)/.test(address))
      walk.errorAt(
        ['externalIPs', i],
        'schema/value',
        `${show(address)} reaches no other host`,
        'write an address of the network',
      );
  });
  const ranges = textsOf(spec, 'loadBalancerSourceRanges');
  if (ranges.length > 0 && type !== 'LoadBalancer')
    walk.errorAt(
      ['loadBalancerSourceRanges'],
      'schema/value',
      `loadBalancerSourceRanges of a Service of type ${type}`,
      'write type: LoadBalancer, or remove it',
    );
  ranges.forEach((range, i) => {
    const fault = formatFault('cidr', range.trim());
    if (fault !== undefined)
      walk.errorAt(['loadBalancerSourceRanges', i], 'schema/format', `${show(range)} is not a CIDR`, fault.repair);
  });
}

function checkClusterIp(walk: Walk, address: string, all: readonly string[], type: string): void {
  if (address === 'None') {
    if (all.length > 1) walk.errorAt(['clusterIPs'], 'schema/value', 'None beside an address', 'keep one of the two');
    if (type !== 'ClusterIP')
      walk.errorAt(
        ['clusterIP'],
        'schema/value',
        `clusterIP None of a Service of type ${type}`,
        'write type: ClusterIP, or remove clusterIP',
      );
    return;
  }
  if (isIP(address) === 0)
    return walk.errorAt(
      ['clusterIP'],
      'schema/format',
      `${show(address)} is not an IP address`,
      'write an address, or None',
    );
  const ip = addressOf(address);
  if (ip === undefined) return;
  const written = walk.versions?.serviceSubnets ?? [];
  // Where only the other family is written, nothing is known about this one.
  const subnets = (written.length > 0 ? written : SERVICE_SUBNETS)
    .flatMap(cidrOf)
    .filter(({ family }) => family === ip.family);
  if (subnets.length === 0 || subnets.some((subnet) => subnet.contains(ip))) return;
  const shown = subnets.map(String).join(', ');
  if (written.length > 0)
    walk.errorAt(
      ['clusterIP'],
      'schema/cluster-ip',
      `${address} is outside of the service subnet ${shown} of the Talos configuration`,
      'leave clusterIP out, or write an address of that subnet',
    );
  else
    walk.errorAt(
      ['clusterIP'],
      'schema/cluster-ip',
      `${address} is outside of the service subnet ${shown}, the default: no Talos configuration here names another`,
      'leave clusterIP out; where the cluster has other serviceSubnets, check its Talos configuration as well, or ignore this',
    );
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
    walk.errorAt(
      ['externalTrafficPolicy'],
      'schema/value',
      `externalTrafficPolicy ${show(spec.externalTrafficPolicy)} of a Service that is not reached from outside`,
      'write type: LoadBalancer or NodePort, or remove it',
    );
  for (const field of ['loadBalancerClass', 'allocateLoadBalancerNodePorts'])
    if (spec[field] !== undefined && type !== 'LoadBalancer')
      walk.errorAt(
        [field],
        'schema/value',
        `${field} of a Service of type ${type}`,
        'write type: LoadBalancer, or remove it',
      );
  const healthPort = (spec.healthCheckNodePort as number | undefined) ?? 0;
  if (healthPort !== 0 && (type !== 'LoadBalancer' || spec.externalTrafficPolicy !== 'Local'))
    walk.errorAt(
      ['healthCheckNodePort'],
      'schema/value',
      `healthCheckNodePort ${healthPort} without externalTrafficPolicy Local`,
      'write type: LoadBalancer and externalTrafficPolicy: Local, or remove it',
    );
  if (type === 'ExternalName') return;
  const families = textsOf(spec, 'ipFamilies');
  families.forEach((family, i) => {
    if (family !== 'IPv4' && family !== 'IPv6')
      walk.errorAt(['ipFamilies', i], 'schema/enum', `${show(family)} is no address family`, 'write IPv4 or IPv6');
  });
  if (new Set(families).size < families.length)
    walk.errorAt(
      ['ipFamilies'],
      'schema/duplicate-item',
      `a family stands twice: ${show(families)}`,
      'write each family once',
    );
  if (families.length > 1 && spec.ipFamilyPolicy === 'SingleStack')
    walk.errorAt(
      ['ipFamilyPolicy'],
      'schema/value',
      `SingleStack with ${families.length} families`,
      'write PreferDualStack or RequireDualStack',
    );
}
