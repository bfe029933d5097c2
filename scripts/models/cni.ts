// The model of the CNI plugins in the format of their engine: configurations, links and pods in, whether every ADD works out.
import {
  configurationOf,
  judgeConfiguration,
  judgeNode,
  judgeRequest,
  NodeLink,
  PluginConfiguration,
  pluginsOf,
  readAnnotation,
  Wiring,
} from '../../lib/models/cni';
import { INSTALLABLE_PLUGINS } from '../../lib/catalogue/cni-plugins';

export const byMinor = false;

interface Attachment {
  readonly pod: string;
  readonly network?: string;
  readonly interface?: string;
  readonly runtimeConfig?: Readonly<Record<string, unknown>>;
  readonly cniArgs?: Readonly<Record<string, unknown>>;
  readonly legacyArgs?: boolean;
}

interface Parent {
  readonly name: string;
  readonly type?: string;
  readonly mtu?: number;
  readonly parent?: string;
  readonly ports?: readonly string[];
  readonly gateway?: string;
}

interface Question {
  readonly id?: string;
  readonly config?: unknown;
  readonly nadName?: string;
  readonly networks?: Readonly<Record<string, unknown>>;
  readonly parents?: readonly (string | Parent)[];
  readonly pods?: Readonly<Record<string, { readonly eth0?: boolean }>>;
  readonly plugins?: readonly string[];
  readonly attachments: readonly Attachment[];
  readonly check?: boolean;
  readonly dhcp?: unknown;
  readonly files?: Readonly<Record<string, string>>;
}

/** Types of links that the kernel of the engine may lack: what works there says nothing about the configuration. */
const KERNEL_TYPES = ['ipvlan', 'vlan', 'dummy', 'vrf'];

/** The engine's answer to one line: `ok`, or that the model does not judge the question. */
export function answer(question: Question): Record<string, unknown> {
  const id = question.id === undefined ? {} : { id: question.id };
  const open = (why: string) => ({ ...id, judged: false, why });
  const networks = new Map(
    Object.entries({
      ...(question.config === undefined ? {} : { [question.nadName ?? '']: question.config }),
      ...question.networks,
    }).map(([name, config]) => [name, typeof config === 'string' ? config : JSON.stringify(config)]),
  );
  const first = [...networks.keys()][0] ?? '';
  const used = question.attachments.map(({ network }) => networks.get(network ?? first) ?? '');
  const errors = [...new Set(used)]
    .flatMap((text) => judgeConfiguration(text))
    .filter(({ level }) => level === 'error');
  if (errors.length > 0) return { ...id, ok: false, codes: errors.map(({ name }) => name) };
  if (networks.has('') && configurationOf(networks.get('')!)?.name === undefined)
    return { ...id, ok: false, codes: ['name'] };
  if (question.attachments.some(({ legacyArgs }) => legacyArgs === false))
    return open('a request without CNI_ARGS, which Multus never makes');
  const pods = [...new Set(question.attachments.map(({ pod }) => pod))];
  const wirings: Wiring[] = [];
  for (const pod of pods) {
    const own = question.attachments.filter((attachment) => attachment.pod === pod);
    const { selections, problems } = readAnnotation(JSON.stringify(own.map((each) => entryOf(each, first))));
    // In a cluster every pod has eth0; in the engine a pod may have none.
    const eth0 = question.pods?.[pod]?.eth0 === true;
    if (!eth0 && own.some((each) => each.interface === 'eth0')) return open('a pod without eth0');
    const asked = selections.flatMap(({ name, request }) =>
      judgeRequest(networks.get(nameOf(name, first)) ?? '', request),
    );
    const refused = [...problems, ...asked].filter(({ level }) => level === 'error');
    if (refused.length > 0) return { ...id, ok: false, codes: refused.map(({ name }) => name) };
    for (const { name, request, interface: link } of selections) {
      const network = nameOf(name, first);
      wirings.push({ network, plugins: pluginsOf(networks.get(network) ?? ''), request, interface: link, pod });
    }
  }
  const types = wirings.flatMap(({ plugins }) =>
    plugins.flatMap(({ type, ipamType }) => (ipamType === undefined ? [type] : [type, ipamType])),
  );
  // The engine has the programs of containernetworking/plugins, or some of them.
  const programs = question.plugins ?? [...INSTALLABLE_PLUGINS];
  if (types.some((type) => !programs.includes(type))) return { ...id, ok: false, codes: ['plugin-missing'] };
  const links = (question.parents ?? []).map((parent): NodeLink =>
    typeof parent === 'string' ? { name: parent, mtu: 1500 } : { mtu: 1500, ...parent },
  );
  const node = judgeNode(links, wirings, (pod) => (question.pods?.[pod]?.eth0 === true ? ['eth0'] : []));
  if (node.length > 0) return { ...id, ok: false, codes: node.map(({ reason }) => reason) };
  const outside = wirings.flatMap(({ plugins }) => plugins.flatMap((plugin) => needsOf(plugin, question)));
  if (outside.length > 0) return open(outside[0]!);
  const kernel = types.filter((type) => KERNEL_TYPES.includes(type));
  if (kernel.length > 0) return open(`a kernel that makes ${kernel.join(', ')} is not at hand`);
  // CHECK asks for an address that a bridge without IPAM never had (vector bridge-l2-check).
  const unchecked = wirings.some(({ plugins }) =>
    plugins.some((plugin) => plugin.type === 'bridge' && plugin.ipamType === undefined),
  );
  return { ...id, ok: question.check !== true || !unchecked };
}

/** What a configuration needs that neither texts nor links show: programs, files and services of the node, features of its kernel. */
function needsOf({ ipamType, fields, ipam }: PluginConfiguration, question: Question): string[] {
  const needs: string[] = [];
  if (ipamType === 'dhcp' && (question.dhcp === undefined || ipam.daemonSocketPath !== undefined))
    needs.push('a daemon of dhcp');
  if (ipam.resolvConf !== undefined && question.files?.[String(ipam.resolvConf)] === undefined)
    needs.push('a file of the node');
  if ((fields.vlan ?? 0) !== 0 || fields.vlanTrunk !== undefined) needs.push('a kernel that filters VLANs on bridges');
  if (fields.selinuxContext !== undefined) needs.push('SELinux');
  if (fields.backend === 'firewalld') needs.push('firewalld');
  if (
    fields.sysctl !== undefined &&
    Object.keys(question.files ?? {}).some((name) => name.startsWith('/etc/cni/tuning/'))
  )
    needs.push('the list of sysctls that the node allows');
  return needs;
}

function nameOf(name: string, first: string): string {
  return name === 'n' ? first : name;
}

function entryOf({ network, interface: link, runtimeConfig = {}, cniArgs }: Attachment, first: string): unknown {
  const { ips, mac, portMappings, bandwidth } = runtimeConfig;
  const name = network ?? first;
  return { name: name === '' ? 'n' : name, interface: link, ips, mac, portMappings, bandwidth, 'cni-args': cniArgs };
}
