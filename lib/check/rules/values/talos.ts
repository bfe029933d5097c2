// Values of Cilium that contradict the Talos documents beside them. Only settings that are written count.
import { KUBERNETES_API_PORT } from '../../../catalogue/node-ports';
import { DROPPED_CAPABILITIES, KUBEPRISM_PORT } from '../../../catalogue/talos';
import { UNKNOWN } from '../../../world/derived/cilium-values';
import { TalosSetting } from '../../../world/derived/talos-settings';
import { yaml } from '../../../problem';
import { Report, Rule } from '../../rule';
import { allSay, OnTalos, onTalos } from './cluster-settings';

const CAPABILITIES = ['securityContext.capabilities.ciliumAgent', 'securityContext.capabilities.cleanCiliumState'];

interface CapabilityData {
  readonly path: string;
  readonly isDefault: boolean;
  readonly asked: readonly string[];
  readonly rest: readonly string[];
}
interface PrismData {
  readonly host: string;
  readonly port: number;
  /** Port of KubePrism; undefined where it is off. */
  readonly prism?: number;
}

/** Values that Talos contradicts. */
export const TALOS_VALUES: Rule = {
  layer: 'values',
  codes: [
    {
      code: 'values/talos-capabilities',
      title: 'On Talos the agent asks for no capability that Talos takes away',
      why: 'Talos drops SYS_MODULE and SYS_BOOT from every workload; a container that asks for them does not start (siderolabs/talos#5948, #11352).',
      words: ({ path, isDefault, asked, rest }: CapabilityData) => ({
        message: `${path}: ${isDefault ? "the chart's default" : 'the list'} asks for ${asked.join(' and ')}, which Talos takes from every workload`,
        repair: `write [${rest.join(', ')}]`,
      }),
    },
    {
      code: 'values/talos-cgroup',
      title: 'On Talos Cilium does not mount cgroup v2',
      why: 'Talos has cgroup v2 mounted at /sys/fs/cgroup; the guide of Talos sets cgroup.autoMount.enabled: false and cgroup.hostRoot.',
      words: () => ({
        message: 'cgroup.autoMount.enabled is true: Talos has cgroup v2 mounted already',
        repair: 'set cgroup.autoMount.enabled: false and cgroup.hostRoot: /sys/fs/cgroup',
      }),
    },
    {
      code: 'values/kube-proxy',
      title: 'kube-proxy or Cilium serves the Services',
      why: 'Without either no Service works.',
      words: ({ replacement }: { readonly replacement: unknown }) => ({
        message: `kubeProxyReplacement is ${JSON.stringify(replacement)}, and Talos runs no kube-proxy: no Service works`,
        repair: 'set kubeProxyReplacement: true',
      }),
    },
    {
      code: 'values/kube-proxy-twice',
      title: 'kube-proxy and Cilium do not both serve the Services',
      why: 'Each writes rules of its own, and which of them a packet meets first is not settled.',
      words: () => ({
        message: 'kubeProxyReplacement is true, and Talos runs kube-proxy too',
        repair:
          'disable it in the machine configuration: cluster.proxy.disabled: true, or KubeProxyConfig with enabled: false',
      }),
      bad: yaml`
        apiVersion: helm.toolkit.fluxcd.io/v2
        kind: HelmRelease
        metadata: { name: cilium, namespace: kube-system }
        spec:
          chart: { spec: { chart: cilium, version: 1.20.0 } }
          values: { kubeProxyReplacement: true, securityContext: { privileged: true }, cgroup: { autoMount: { enabled: false }, hostRoot: /sys/fs/cgroup } }
        ---
        cluster: { network: { cni: { name: none } }, proxy: { disabled: false } }
      `,
      good: yaml`
        apiVersion: helm.toolkit.fluxcd.io/v2
        kind: HelmRelease
        metadata: { name: cilium, namespace: kube-system }
        spec:
          chart: { spec: { chart: cilium, version: 1.20.0 } }
          values: { kubeProxyReplacement: true, securityContext: { privileged: true }, cgroup: { autoMount: { enabled: false }, hostRoot: /sys/fs/cgroup } }
        ---
        cluster: { network: { cni: { name: none } }, proxy: { disabled: true } }
      `,
    },
    {
      code: 'values/kube-prism',
      title: 'The API server that the values name is there',
      why: 'Without kube-proxy the agent reaches the API only by KubePrism; where it is off or listens on another port the agent never starts (siderolabs/talos#9132).',
      words: ({ host, port, prism }: PrismData) => ({
        message: `k8sServicePort is ${port} at ${host}: ${prism === undefined ? 'KubePrism is off in the machine configuration' : `KubePrism listens on ${prism}`}`,
        repair:
          prism === undefined
            ? 'set machine.features.kubePrism.enabled: true'
            : `write ${prism}, or the same port in the machine configuration`,
      }),
    },
    {
      code: 'values/talos-cni',
      title: 'Talos installs no CNI beside Cilium',
      why: 'With flannel both write a CNI configuration, and pods get addresses from either. The CNI of Talos is cluster.network.cni.name, or from 1.14 on the document KubeFlannelCNIConfig, whose absence is none.',
      words: ({ document }: { readonly document: boolean }) => ({
        message: document
          ? 'the document KubeFlannelCNIConfig makes Talos install flannel, and Cilium is here too'
          : 'Talos installs flannel, and Cilium is here too',
        repair: document ? 'delete it in the patch: $patch: delete' : 'write cluster.network.cni.name: none',
      }),
    },
    {
      code: 'values/talos-cni-form',
      title: 'Flannel is switched off in the form that the configuration has',
      why: 'On a configuration in the v1alpha1 form the deletion of KubeFlannelCNIConfig loads, and Flannel stays on without a word (run on 1.14: cni-none-document-on-old-format).',
      words: () => ({
        message:
          'the configuration has the v1alpha1 form, where deleting KubeFlannelCNIConfig does nothing: flannel stays beside Cilium',
        repair: 'write cluster.network.cni.name: none',
      }),
    },
  ],
  check(world, report) {
    for (const each of onTalos(world)) {
      capabilities(each, report);
      kubeProxy(each, report);
      kubePrism(each, report);
      flannel(each, world.facts?.configFormat === 'v1alpha1', report);
    }
  },
};

function capabilities({ install }: OnTalos, report: Report): void {
  if (!install.isOff('securityContext.privileged')) return;
  for (const path of CAPABILITIES) {
    const list = install.get(path);
    const asked = Array.isArray(list) ? DROPPED_CAPABILITIES.filter((name) => list.includes(name)) : [];
    if (asked.length === 0) continue;
    const place = install.placeOf(path);
    const rest = (list as unknown[]).map(String).filter((name) => !DROPPED_CAPABILITIES.includes(name));
    const isDefault = install.own(path) === undefined;
    report.error('values/talos-capabilities', place.at, place.path, { path, isDefault, asked, rest });
  }
  // With this root the intention is clear, and a misspelt autoMount is said elsewhere.
  if (install.isOn('cgroup.autoMount.enabled') && install.own('cgroup.hostRoot') === undefined) {
    const place = install.placeOf('cgroup.autoMount.enabled');
    report.note('values/talos-cgroup', place.at, place.path, {});
  }
}

function kubeProxy({ install, settings }: OnTalos, report: Report): void {
  const { at, path } = install.placeOf('kubeProxyReplacement');
  const others = settings.kubeProxyEnabled.map((setting) => setting.at);
  const replacement = install.get('kubeProxyReplacement');
  const isReplaced = install.isOn('kubeProxyReplacement');
  if (replacement === UNKNOWN) return;
  if (allSay(settings.kubeProxyEnabled, true) && isReplaced)
    report.warning('values/kube-proxy-twice', at, path, {}, others);
  if (allSay(settings.kubeProxyEnabled, false) && !isReplaced)
    report.error('values/kube-proxy', at, path, { replacement }, others);
}

function kubePrism({ install, settings }: OnTalos, report: Report): void {
  const [port, host] = ['k8sServicePort', 'k8sServiceHost'].map((path) => {
    const value = install.own(path);
    return value === UNKNOWN ? undefined : value;
  });
  if (!['localhost', '127.0.0.1', '::1'].includes(String(host)) || !Number.isInteger(Number(port))) return;
  const { at, path } = install.placeOf('k8sServicePort');
  const error = (prism?: number) =>
    report.error(
      'values/kube-prism',
      at,
      path,
      { host: String(host), port: Number(port), ...(prism === undefined ? {} : { prism }) },
      [...settings.kubePrismEnabled, ...settings.kubePrismPort].map((setting) => setting.at),
    );
  if (allSay(settings.kubePrismEnabled, false)) {
    error();
    return;
  }
  const ports = new Set(settings.kubePrismPort.map(({ value }) => value));
  const [written] = ports;
  if (ports.size === 1 && written !== Number(port)) error(written);
  // The API server itself is on control plane nodes only.
  else if (
    ports.size === 0 &&
    settings.kubePrismEnabled.length > 0 &&
    ![KUBEPRISM_PORT, KUBERNETES_API_PORT].includes(Number(port))
  )
    error(KUBEPRISM_PORT);
}

function flannel({ settings: { cniName } }: OnTalos, isOldForm: boolean, report: Report): void {
  const deletion = cniName.find(isDeletion);
  if (isOldForm && deletion !== undefined && cniName.every(isDeletion))
    report.error('values/talos-cni-form', deletion.at, deletion.path, {});
  if (!allSay(cniName, 'flannel')) return;
  const [{ at, path }] = cniName as readonly [TalosSetting<string>];
  report.error('values/talos-cni', at, path, { document: at.content.kind !== undefined });
}

function isDeletion({ at }: TalosSetting<string>): boolean {
  return at.content.kind === 'KubeFlannelCNIConfig' && at.content.$patch === 'delete';
}
