// Values of Cilium that contradict the Talos documents beside them. Only settings that are written count.
import { firstTalosWith, talosDoes } from '../../../catalogue/talos';
import { CiliumValues, ciliumInstalls, UNKNOWN } from '../../../world/derived/cilium-values';
import { installOf } from '../../../world/derived/cilium-values/cluster-of';
import { TALOS_SETTINGS, TalosSetting, TalosSettings } from '../../../world/derived/talos-settings';
import { World } from '../../../world/types';
import { Report, Rule } from '../../rule';

/** Capabilities that Talos takes from every workload. Source: Talos DefaultDroppedCapabilities. */
const DROPPED = ['SYS_MODULE', 'SYS_BOOT'];
const CAPABILITIES = ['securityContext.capabilities.ciliumAgent', 'securityContext.capabilities.cleanCiliumState'];
/** Port of KubePrism where nothing else is written. */
const KUBE_PRISM_PORT = 7445;

export const TALOS_VALUES: Rule = {
  layer: 'values',
  codes: [
    {
      code: 'values/talos-capabilities',
      title: 'On Talos the agent asks for no capability that Talos takes away',
      why: 'Talos drops SYS_MODULE and SYS_BOOT from every workload; a container that asks for them does not start (siderolabs/talos#5948, #11352).',
    },
    {
      code: 'values/talos-cgroup',
      title: 'On Talos Cilium does not mount cgroup v2',
      why: 'Talos has cgroup v2 mounted at /sys/fs/cgroup; the guide of Talos sets cgroup.autoMount.enabled: false and cgroup.hostRoot.',
    },
    {
      code: 'values/host-dns',
      title: 'BPF masquerading and host DNS forwarding exclude each other',
      why: 'With BPF host routing, answers of the host DNS of Talos never reach the pods: names outside of the cluster do not resolve (siderolabs/talos#10002, cilium/cilium#36737).',
    },
    {
      code: 'values/kube-proxy',
      title: 'Either kube-proxy or Cilium serves the Services, and not both',
      why: 'Without either no Service works; with both each writes its own rules.',
    },
    {
      code: 'values/kube-prism',
      title: 'The API server that the values name is there',
      why: 'Without kube-proxy the agent reaches the API only by KubePrism; where it is off or listens on another port the agent never starts (siderolabs/talos#9132).',
    },
    {
      code: 'values/talos-cni',
      title: 'Talos installs no CNI beside Cilium',
      why: 'With cluster.network.cni.name: flannel both write a CNI configuration, and pods get addresses from either; the guide of Talos sets none.',
    },
    {
      code: 'values/kubespan',
      title: 'KubeSpan goes with the routing of Cilium',
      why: 'Up to Talos 1.12 KubeSpan works with tunnels only; later native routing needs advertiseKubernetesNetworks and bpf.hostLegacyRouting (siderolabs/talos#12636, #9043, #11235).',
    },
  ],
  check(world, report) {
    const settings = world.model(TALOS_SETTINGS);
    if (!settings.present) return;
    for (const install of ciliumInstalls(world)) {
      if (world.talos.length > 0 && !world.talos.some((at) => installOf(world, at) === install)) continue;
      const own = ofCluster(world, install, settings);
      capabilities(install, report);
      hostDns(install, own, report);
      kubeProxy(install, own, report);
      kubePrism(install, own, report);
      flannel(own, report);
      kubeSpan(world, install, own, report);
    }
  },
};

/** The settings in documents of the cluster of an install. */
function ofCluster(world: World, install: CiliumValues, settings: TalosSettings): TalosSettings {
  const own = <T>(list: readonly TalosSetting<T>[]) => list.filter(({ at }) => installOf(world, at) === install);
  return {
    ...settings,
    kubeProxyEnabled: own(settings.kubeProxyEnabled),
    kubePrismEnabled: own(settings.kubePrismEnabled),
    kubePrismPort: own(settings.kubePrismPort),
    hostDnsForwards: own(settings.hostDnsForwards),
    kubeSpanEnabled: own(settings.kubeSpanEnabled),
    kubeSpanAdvertises: own(settings.kubeSpanAdvertises),
    cniName: own(settings.cniName),
  };
}

/** True if all documents that speak say this, and one does: nodes may differ. */
function all<T>(list: readonly TalosSetting<T>[], value: T): boolean {
  return list.length > 0 && list.every((each) => each.value === value);
}

function capabilities(install: CiliumValues, report: Report): void {
  if (!install.isOff('securityContext.privileged')) return;
  for (const path of CAPABILITIES) {
    const list = install.get(path);
    const asked = Array.isArray(list) ? DROPPED.filter((name) => list.includes(name)) : [];
    if (asked.length === 0) continue;
    const place = install.placeOf(path);
    const origin = install.own(path) === undefined ? "the chart's default" : 'the list';
    const rest = (list as unknown[]).filter((name) => !DROPPED.includes(String(name))).join(', ');
    report.error(
      'values/talos-capabilities',
      place.at,
      place.path,
      `${path}: ${origin} asks for ${asked.join(' and ')}, which Talos takes from every workload`,
      `write [${rest}]`,
    );
  }
  // With this root the intention is clear, and a misspelt autoMount is said elsewhere.
  if (install.isOn('cgroup.autoMount.enabled') && install.own('cgroup.hostRoot') === undefined) {
    const place = install.placeOf('cgroup.autoMount.enabled');
    report.note(
      'values/talos-cgroup',
      place.at,
      place.path,
      'cgroup.autoMount.enabled is true: Talos has cgroup v2 mounted already',
      'set cgroup.autoMount.enabled: false and cgroup.hostRoot: /sys/fs/cgroup',
    );
  }
}

function hostDns(install: CiliumValues, settings: TalosSettings, report: Report): void {
  if (!all(settings.hostDnsForwards, true)) return;
  if (
    !install.isOn('bpf.masquerade') ||
    !install.isOn('kubeProxyReplacement') ||
    !install.isOff('bpf.hostLegacyRouting')
  )
    return;
  const place = install.placeOf('bpf.masquerade');
  const { at } = settings.hostDnsForwards[0]!;
  report.error(
    'values/host-dns',
    place.at,
    place.path,
    `bpf.masquerade is true, and Talos${at.origin.file === undefined ? '' : ` (${at.origin.file})`} forwards DNS to the host (forwardKubeDNSToHost): pods resolve no name outside of the cluster`,
    'set bpf.hostLegacyRouting: true, or forwardKubeDNSToHost: false in the machine configuration',
  );
}

function kubeProxy(install: CiliumValues, settings: TalosSettings, report: Report): void {
  const place = install.placeOf('kubeProxyReplacement');
  if (all(settings.kubeProxyEnabled, true) && install.isOn('kubeProxyReplacement')) {
    report.warning(
      'values/kube-proxy',
      place.at,
      place.path,
      'kubeProxyReplacement is true, and Talos runs kube-proxy too',
      'disable it in the machine configuration: cluster.proxy.disabled: true, or KubeProxyConfig with enabled: false',
    );
  }
  const replaced = install.get('kubeProxyReplacement');
  if (all(settings.kubeProxyEnabled, false) && replaced !== UNKNOWN && !install.isOn('kubeProxyReplacement')) {
    report.error(
      'values/kube-proxy',
      place.at,
      place.path,
      `kubeProxyReplacement is ${JSON.stringify(replaced)}, and Talos runs no kube-proxy: no Service works`,
      'set kubeProxyReplacement: true',
    );
  }
}

function kubePrism(install: CiliumValues, settings: TalosSettings, report: Report): void {
  const port = Number(install.own('k8sServicePort') === UNKNOWN ? undefined : install.own('k8sServicePort'));
  const host = install.own('k8sServiceHost');
  if (!['localhost', '127.0.0.1', '::1'].includes(String(host === UNKNOWN ? '' : host)) || !Number.isInteger(port))
    return;
  const place = install.placeOf('k8sServicePort');
  const error = (problem: string, repair: string) =>
    report.error(
      'values/kube-prism',
      place.at,
      place.path,
      `k8sServicePort is ${port} at ${String(host)}: ${problem}`,
      repair,
    );
  if (all(settings.kubePrismEnabled, false)) {
    error('KubePrism is off in the machine configuration', 'set machine.features.kubePrism.enabled: true');
    return;
  }
  const ports = new Set(settings.kubePrismPort.map(({ value }) => value));
  if (ports.size === 1 && !ports.has(port))
    error(
      `KubePrism listens on ${[...ports].join('')}`,
      `write ${[...ports].join('')}, or the same port in the machine configuration`,
    );
  // 6443 is the API server itself, on control plane nodes only.
  else if (ports.size === 0 && settings.kubePrismEnabled.length > 0 && port !== KUBE_PRISM_PORT && port !== 6443)
    error(`KubePrism listens on ${KUBE_PRISM_PORT}`, `write ${KUBE_PRISM_PORT}`);
}

function flannel({ cniName }: TalosSettings, report: Report): void {
  if (!all(cniName, 'flannel')) return;
  const [{ at, path }] = cniName as readonly [TalosSetting<string>];
  report.error(
    'values/talos-cni',
    at,
    path,
    'Talos installs flannel, and Cilium is here too',
    'write cluster.network.cni.name: none',
  );
}

function kubeSpan(world: World, install: CiliumValues, settings: TalosSettings, report: Report): void {
  if (!all(settings.kubeSpanEnabled, true) || install.get('routingMode') !== 'native') return;
  const place = install.placeOf('routingMode');
  const minor = world.versions.talos;
  if (minor !== undefined && !talosDoes(minor, 'kubeSpanNativeRouting')) {
    report.error(
      'values/kubespan',
      place.at,
      place.path,
      `routingMode is native, and KubeSpan of Talos ${minor} carries tunnels only`,
      `set routingMode: tunnel, or upgrade to Talos ${firstTalosWith('kubeSpanNativeRouting')}`,
    );
  } else if (
    minor !== undefined &&
    (!all(settings.kubeSpanAdvertises, true) || install.isOff('bpf.hostLegacyRouting'))
  ) {
    report.warning(
      'values/kubespan',
      place.at,
      place.path,
      'routingMode is native beside KubeSpan, without advertiseKubernetesNetworks and bpf.hostLegacyRouting',
      'set advertiseKubernetesNetworks: true in the KubeSpan configuration and bpf.hostLegacyRouting: true, or routingMode: tunnel',
    );
  }
}
