// Cilium's LB-IPAM and L2 announcer: does every Service get the addresses it asks for, and do the right nodes announce them?
import { existsSync } from 'node:fs';
import { isIPv4 } from 'node:net';
import { join } from 'node:path';
import { ciliumConfig } from './dist.mjs';
import { ask } from './program.mjs';

const ENGINE = 'load-balancer';
/** Annotations that ask for addresses. */
const ASKING = ['lbipam.cilium.io/ips', 'io.cilium/lb-ipam-ips'];

export function run({ dist, engines, nodes, report }) {
  const program = join(engines, 'lb-1.20');
  const first = 'Services get the addresses they ask for';
  const last = 'every address is announced by a node';
  const perNode = nodes.map(({ name }) => `announcements of ${name}`);
  const skip = (reason) => [first, ...perNode, last].forEach((question) => report.skip(ENGINE, question, reason));
  if (!existsSync(program)) return skip(`no ${program}`);
  const services = servicesOf(dist.objects);
  if (services.length === 0) return skip('no LoadBalancer Service and no Gateway in dist');
  const options = optionsOf(dist.objects);
  const pools = dist.objects.filter((object) => object.kind === 'CiliumLoadBalancerIPPool');
  const [allocation] = ask(
    program,
    ['lbipam', '-runs', '20'],
    [{ id: 'dist', objects: [...pools, ...services], options }],
  );
  report.answer(ENGINE, first, services.length, addressProblems(services, allocation));

  const given = services.map((service) => withAddresses(service, allocation));
  const policies = dist.objects.filter((object) => object.kind === 'CiliumL2AnnouncementPolicy');
  const cases = nodes.map(({ name, labels, devices }) => ({
    id: name,
    objects: [...policies, ...given],
    node: { name, labels: { 'kubernetes.io/hostname': name, 'kubernetes.io/os': 'linux', ...labels } },
    devices,
    options: { ipv4: options.ipv4, ipv6: options.ipv6 },
  }));
  const answers = ask(program, ['l2'], cases);
  nodes.forEach((node, i) => {
    const wanted = announcementsWanted(node, given);
    report.answer(ENGINE, perNode[i], Math.max(wanted.length, 1), announcementProblems(wanted, answers[i]));
  });
  const announced = answers.flatMap(({ announce }) => (announce ?? []).map(({ ip }) => ip));
  const addresses = given.flatMap((service) => service.status.loadBalancer.ingress.map(({ ip }) => ({ ip, service })));
  report.answer(
    ENGINE,
    last,
    addresses.length,
    addresses
      .filter(({ ip }) => !announced.includes(ip))
      .map(({ ip, service }) => `nobody announces ${ip} of ${keyOf(service)}`),
  );
}

/** LoadBalancer Services of dist, and the one that the operator makes of each Gateway. */
export function servicesOf(objects) {
  const own = objects.filter((object) => object.kind === 'Service' && object.spec?.type === 'LoadBalancer');
  const gateways = objects.filter((object) => object.kind === 'Gateway');
  return [...own, ...gateways.map(serviceOfGateway)];
}

/** The Service as Cilium's operator writes it; seen in the answers of the gateway engine. */
function serviceOfGateway({ metadata, spec }) {
  const addresses = (spec.addresses ?? [])
    .filter(({ type }) => (type ?? 'IPAddress') === 'IPAddress')
    .map(({ value }) => value);
  const ports = [...new Set(spec.listeners.map(({ port }) => port))];
  return {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: {
      name: `cilium-gateway-${metadata.name}`,
      namespace: metadata.namespace ?? 'default',
      labels: {
        ...spec.infrastructure?.labels,
        'gateway.networking.k8s.io/gateway-name': metadata.name,
        'io.cilium.gateway/owning-gateway': metadata.name,
      },
      annotations: {
        ...spec.infrastructure?.annotations,
        ...(addresses.length > 0 ? { 'io.cilium/lb-ipam-ips': addresses.join(',') } : {}),
      },
    },
    spec: { type: 'LoadBalancer', ports: ports.map((port) => ({ name: `port-${port}`, port, protocol: 'TCP' })) },
  };
}

/** Addresses that a Service asks for. */
export function requested(service) {
  const annotations = service.metadata.annotations ?? {};
  const asked =
    ASKING.map((key) => annotations[key]).find((value) => value !== undefined) ?? service.spec.loadBalancerIP ?? '';
  return asked
    .split(',')
    .map((address) => address.trim())
    .filter((address) => address !== '');
}

const keyOf = (service) => `${service.metadata.namespace ?? 'default'}/${service.metadata.name}`;

/** Addresses are exactly those asked for; without a request there is at least one. */
export function addressProblems(services, allocation) {
  // What another run answered, where the operator's order is random.
  const outcomes = [allocation, ...(allocation.alternatives ?? [])];
  const problems = outcomes.flatMap((outcome) => [
    ...(outcome.error === undefined ? [] : [outcome.error]),
    ...(outcome.errors ?? []).map(({ object, error }) => `${object}: ${error}`),
    ...(outcome.pools ?? [])
      .filter(({ conflict }) => conflict?.status === 'True')
      .map(({ name, conflict }) => `pool ${name}: ${conflict.message}`),
    ...services.flatMap((service) => {
      const got = outcome.services?.find(({ object }) => object === keyOf(service))?.ips ?? [];
      const wanted = requested(service);
      if (wanted.length === 0) return got.length > 0 ? [] : [`${keyOf(service)} gets no address`];
      return [...got].sort().join() === [...wanted].sort().join()
        ? []
        : [`${keyOf(service)} asks for ${wanted.join(', ')} and gets ${got.join(', ') || 'none'}`];
    }),
  ]);
  return [...new Set(problems)];
}

function withAddresses(service, allocation) {
  const ips = allocation.services?.find(({ object }) => object === keyOf(service))?.ips ?? [];
  return { ...service, status: { loadBalancer: { ingress: ips.map((ip) => ({ ip })) } } };
}

/** `address interface` for every address in the ranges that the node is meant to announce. */
export function announcementsWanted(node, services) {
  const addresses = [
    ...new Set(services.flatMap((service) => (service.status?.loadBalancer.ingress ?? []).map(({ ip }) => ip))),
  ];
  return Object.entries(node.announces)
    .flatMap(([device, ranges]) =>
      addresses.filter((ip) => ranges.some((range) => inRange(ip, range))).map((ip) => `${ip} ${device}`),
    )
    .sort();
}

export function announcementProblems(wanted, answer) {
  const got = (answer.announce ?? []).map((entry) => `${entry.ip} ${entry.interface}`).sort();
  const after =
    answer.afterRestart === undefined
      ? got
      : (answer.afterRestart.announce ?? []).map((entry) => `${entry.ip} ${entry.interface}`).sort();
  return [
    ...(answer.error === undefined ? [] : [answer.error]),
    ...(answer.policies ?? []).flatMap(({ name, error }) => (error === undefined ? [] : [`policy ${name}: ${error}`])),
    ...wanted.filter((entry) => !got.includes(entry)).map((entry) => `does not announce ${entry.replace(' ', ' on ')}`),
    ...got
      .filter((entry) => !wanted.includes(entry))
      .map((entry) => `announces ${entry.replace(' ', ' on ')}, which is not meant`),
    ...(after.join() === got.join() ? [] : [`announces ${after.join(', ') || 'nothing'} after a restart`]),
  ];
}

/** True if an IPv4 address lies in `first-last`, or the address is the one given. */
function inRange(ip, range) {
  const [first, last = first] = range.split('-');
  if (!isIPv4(ip) || !isIPv4(first)) return ip === first;
  const number = (text) => text.split('.').reduce((n, part) => n * 256 + Number(part), 0);
  return number(ip) >= number(first) && number(ip) <= number(last);
}

function optionsOf(objects) {
  const config = ciliumConfig(objects);
  return {
    ipv4: config['enable-ipv4'] !== 'false',
    ipv6: config['enable-ipv6'] === 'true',
    l2announcements: config['enable-l2-announcements'] === 'true',
    bgpControlPlane: config['enable-bgp-control-plane'] === 'true',
  };
}
