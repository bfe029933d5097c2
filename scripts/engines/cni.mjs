// The CNI plugins: does every secondary network come up with the addresses that the app says, and do two pods on it reach each other?
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { workloadsOf } from './dist.mjs';
import { ask } from './program.mjs';

const ENGINE = 'cni';
const ANNOTATION = 'k8s.v1.cni.cncf.io/networks';
/** Plugins that Talos has on the host since 1.8, flannel left out. Source: siderolabs/pkgs, cni. */
const TALOS_PLUGINS = ['bridge', 'firewall', 'host-local', 'loopback', 'portmap'];
/** The init container of Multus that installs more: its arguments are a folder and the plugins. */
const INSTALLER = 'install-cni-plugins';
/** IPAM that the laboratory has no server or API for. */
const NOT_RUN = ['whereabouts', 'dhcp'];

export function run({ dist, engines, nodes, report }) {
  const program = join(engines, 'cni/cnilab');
  const networks = networksOf(dist.objects);
  if (!existsSync(program)) return report.skip(ENGINE, 'secondary networks come up', `no ${program}`);
  if (networks.length === 0)
    return report.skip(ENGINE, 'secondary networks come up', 'no NetworkAttachmentDefinition in dist');
  report.answer(
    ENGINE,
    'attachments name a network',
    attachmentsOf(dist.objects).length,
    strayAttachments(dist.objects, networks),
  );
  for (const network of networks) {
    const question = `${network.namespace}/${network.name} comes up and its pods meet`;
    const kind = plugins(network.config)[0]?.ipam?.type;
    if (NOT_RUN.includes(kind)) {
      report.skip(ENGINE, question, `no ${kind} in the laboratory`);
      continue;
    }
    const one = { ...caseOf(network, nodes), plugins: installedPlugins(dist.objects) };
    const [answer] = ask(program, [], [one]);
    // The kernel of this machine lacks the link type: the plugin has checked the values before it asked.
    if (!answer.ok && answer.kind === 'kernel') report.skip(ENGINE, question, `this kernel: ${answer.error}`);
    else report.answer(ENGINE, question, one.attachments.length + one.connect.length, problemsOf(network, one, answer));
  }
}

/** Plugins that a node has: Talos' own and those that Multus' installer of dist brings. */
export function installedPlugins(objects) {
  const containers = objects
    .filter((object) => object.kind === 'DaemonSet')
    .flatMap((object) => object.spec?.template?.spec?.initContainers ?? []);
  const installed = containers.filter(({ name }) => name === INSTALLER).flatMap(({ args }) => (args ?? []).slice(1));
  return [...new Set([...TALOS_PLUGINS, ...installed])].sort();
}

/** NADs with the attachments that pod templates ask for; one pod a replica, two at most. */
export function networksOf(objects) {
  const attachments = attachmentsOf(objects);
  return objects
    .filter((object) => object.kind === 'NetworkAttachmentDefinition')
    .map((object) => {
      const namespace = object.metadata.namespace ?? 'default';
      return {
        namespace,
        name: object.metadata.name,
        config: JSON.parse(object.spec.config),
        attachments: attachments.filter((one) => one.network === object.metadata.name && one.namespace === namespace),
      };
    });
}

/** Attachments of all pod templates: `{pod, namespace, network, interface, ips, mac}`. */
export function attachmentsOf(objects) {
  return workloadsOf(objects).flatMap((workload) => {
    const parsed = parseNetworks(workload.annotations[ANNOTATION], workload.namespace);
    const pods = Array.from({ length: Math.min(workload.replicas, 2) }, (_, i) => `${workload.name}-${i}`);
    return pods.flatMap((pod) =>
      parsed.map((one) => ({ pod, workload: `${workload.namespace}/${workload.name}`, ...one })),
    );
  });
}

/** The annotation in both of its forms: JSON, or `namespace/name@interface, …`. Interfaces count as Multus counts them. */
export function parseNetworks(text, namespace) {
  if (text === undefined || text.trim() === '') return [];
  const entries = /^\s*\[/.test(text)
    ? JSON.parse(text)
    : text.split(',').map((part) => {
        const [, inNamespace, name, device] = /^(?:([^/@]+)\/)?([^/@]+)(?:@(.+))?$/.exec(part.trim()) ?? [];
        if (name === undefined) throw new Error(`not a network: "${part}"`);
        return { name, namespace: inNamespace, interface: device };
      });
  return entries.map((entry, i) => ({
    network: entry.name,
    namespace: entry.namespace ?? namespace,
    interface: entry.interface ?? `net${i + 1}`,
    ips: entry.ips ?? [],
    ...(entry.mac === undefined ? {} : { mac: entry.mac }),
  }));
}

function strayAttachments(objects, networks) {
  const stray = attachmentsOf(objects).filter(
    (one) => !networks.some((network) => network.name === one.network && network.namespace === one.namespace),
  );
  return [
    ...new Set(
      stray.map((one) => `${one.workload} asks for ${one.namespace}/${one.network}, which dist does not have`),
    ),
  ];
}

function plugins(config) {
  return config.plugins ?? [config];
}

/** A case for the laboratory. A lone pod gets a companion, so that somebody is there to be reached. */
export function caseOf({ namespace, name, config, attachments }, nodes = []) {
  const [main] = plugins(config);
  const list = attachments.map((one) => ({
    pod: one.pod,
    interface: one.interface,
    ...(one.ips.length > 0 || one.mac !== undefined
      ? {
          runtimeConfig: {
            ...(one.ips.length > 0 ? { ips: one.ips } : {}),
            ...(one.mac === undefined ? {} : { mac: one.mac }),
          },
        }
      : {}),
  }));
  const fixed = main.ipam?.type === 'static' && (main.ipam.addresses ?? []).length > 0;
  const alone = new Set(list.map(({ pod }) => pod)).size < 2;
  if (alone && !fixed) {
    const neighbours = (list[0]?.runtimeConfig?.ips ?? []).map(neighbour);
    if (list.length === 0) list.push({ pod: 'companion-0', interface: 'net1' });
    list.push({
      pod: 'companion-1',
      interface: 'net1',
      ...(neighbours.length > 0 ? { runtimeConfig: { ips: neighbours } } : {}),
    });
  }
  const [a, b] = [list[0], list.find(({ pod }) => pod !== list[0]?.pod)];
  const family = addressesOf(config, list[0]).some((address) => address.includes(':')) ? 6 : 4;
  const connect =
    a !== undefined && b !== undefined && meets(main)
      ? [a, b].map((from, i) => ({ from: from.pod, to: `${[b, a][i].pod}/${[b, a][i].interface}`, family }))
      : [];
  return {
    id: `${namespace}/${name}`,
    nadName: name,
    config,
    parents: parentsOf(main, nodes),
    attachments: list,
    check: true,
    connect,
  };
}

/** The link of the node that the plugin names, with the MTU that the nodes state. */
function parentsOf({ type, master }, nodes) {
  if (master === undefined || type === 'bridge') return [];
  const mtu = nodes.map((node) => node.mtu?.[master]).find((value) => value !== undefined);
  return [mtu === undefined ? master : { name: master, mtu }];
}

/** True if pods of the network can talk without a switch that reflects frames. */
function meets({ type, mode, isolatePorts, portIsolation }) {
  if (type === 'macvlan') return (mode ?? 'bridge') === 'bridge';
  if (type === 'ipvlan') return ['l2', 'l3'].includes(mode ?? 'l2');
  return type === 'bridge' && isolatePorts !== true && portIsolation !== true;
}

function addressesOf(config, attachment) {
  const ipam = plugins(config)[0]?.ipam ?? {};
  const ranges = [...(ipam.ranges ?? []).flat(), ...(ipam.subnet === undefined ? [] : [ipam])].map(
    ({ subnet }) => subnet,
  );
  return [
    ...(attachment?.runtimeConfig?.ips ?? []),
    ...(ipam.addresses ?? []).map(({ address }) => address),
    ...ranges,
  ];
}

/** The address beside one, up or down in its last number. */
function neighbour(address) {
  return address.replace(/([0-9a-f]+)(\/\d+)?$/i, (_, last, length = '') => {
    const base = address.includes(':') ? 16 : 10;
    const number = parseInt(last, base);
    return `${(number % 2 === 0 ? number + 1 : number - 1).toString(base)}${length}`;
  });
}

/** What is not as the app says. */
export function problemsOf(network, one, answer) {
  if (!answer.ok)
    return [`${answer.stage} at ${answer.at ?? 'the configuration'} (${answer.kind}/${answer.code}): ${answer.error}`];
  const attached = one.attachments.flatMap((wanted) => {
    const got = answer.attachments?.find(
      ({ pod, interface: device }) => pod === wanted.pod && device === wanted.interface,
    );
    const where = `${wanted.pod}/${wanted.interface}`;
    if (got === undefined || got.linkType === 'none') return [`${where}: no interface`];
    const missing = (wanted.runtimeConfig?.ips ?? []).filter(
      (ip) => !got.ips.some((address) => address === ip || address.split('/')[0] === ip),
    );
    return [
      ...(got.up ? [] : [`${where} is down`]),
      ...missing.map((ip) => `${where} has ${got.ips.join(', ') || 'no address'} and not ${ip}`),
      ...(wanted.runtimeConfig?.mac === undefined || got.mac === undefined || got.mac === wanted.runtimeConfig.mac
        ? []
        : [`${where} has ${got.mac} and not ${wanted.runtimeConfig.mac}`]),
      ...outside(network.config, got.ips).map(
        (ip) =>
          `${where} has ${ip}, outside of ${rangesOf(network.config)
            .map(({ text }) => text)
            .join(', ')}`,
      ),
    ];
  });
  const connects = (answer.connect ?? [])
    .filter(({ ok }) => !ok)
    .map(({ from, to, error }) => `${from} does not reach ${to}: ${error}`);
  return [...attached, ...connects, ...(answer.delError === undefined ? [] : [`taking it down: ${answer.delError}`])];
}

/** host-local's IPv4 ranges. */
function rangesOf(config) {
  const { ipam } = plugins(config)[0] ?? {};
  if (ipam?.type !== 'host-local') return [];
  return [...(ipam.ranges ?? []).flat(), ...(ipam.subnet === undefined ? [] : [ipam])]
    .filter(
      ({ rangeStart, rangeEnd }) => rangeStart !== undefined && rangeEnd !== undefined && !rangeStart.includes(':'),
    )
    .map(({ rangeStart, rangeEnd }) => ({
      text: `${rangeStart}-${rangeEnd}`,
      first: number(rangeStart),
      last: number(rangeEnd),
    }));
}

function outside(config, ips) {
  const ranges = rangesOf(config);
  if (ranges.length === 0) return [];
  return ips.filter(
    (ip) => !ip.includes(':') && !ranges.some(({ first, last }) => number(ip) >= first && number(ip) <= last),
  );
}

function number(address) {
  return address
    .split('/')[0]
    .split('.')
    .reduce((n, part) => n * 256 + Number(part), 0);
}
