// The ingress firewall of Talos against what the cluster does: ports that it closes and are needed, rules that do not what they seem to.
import { TalosFirewallRule, TalosMinor } from '../../../models/talos';
import { NodePort, nodePorts, SERVICE_NODE_PORTS } from '../../../catalogue/node-ports';
import { installOf } from '../../../world/derived/cilium-values/cluster-of';
import { listAt, textAt } from '../../../world/derived/fields';
import { documentAt } from '../../../world/derived/talos-files';
import { TALOS_MACHINES, TalosMachine } from '../../../world/derived/talos-machines';
import { CheckedDocument, World } from '../../../world/types';
import { levelOfAbsence, Report, Rule } from '../../rule';

interface RangeData {
  readonly rule: string;
  readonly ports: string;
  readonly protocol: string;
}
interface NodePortData {
  readonly rule: string;
  readonly ports: string;
  readonly services: readonly string[];
}
interface ClosedData {
  /** `6443`, or `2379-2380`. */
  readonly port: string;
  readonly protocol: string;
  readonly what: string;
  /** What then is the case. */
  readonly closed: string;
}

/** Ports from which the kernel of a node makes its own connections. Source: Linux, ip_local_port_range. */
const EPHEMERAL = { from: 32768, to: 60999 };
/** Minors whose firewall takes replies for new packets under the default accept. Source: siderolabs/talos#13926. */
const DROPS_REPLIES: readonly TalosMinor[] = ['1.11', '1.12', '1.13'];

/** The firewall lets in what the cluster needs. */
export const TALOS_FIREWALL: Rule = {
  layer: 'talos',
  codes: [
    {
      code: 'talos/firewall-replies',
      title: 'Beside the default accept no rule closes the ports of replies',
      why: 'With ingress: accept a rule closes its ports to all others than its subnets. Up to Talos 1.13 that drops replies too: over the ports from which a node asks, DNS and time servers stay without answers (siderolabs/talos#13926).',
      words: ({ rule, ports, protocol }: RangeData) => ({
        message: `rule ${rule} is for ${protocol.toUpperCase()} ${ports}, and the default is accept: it closes these ports to all others, and with them the replies to what the node asks (DNS, time)`,
        repair: 'name the ports of the program, below 32768, or set the default to block and open what is needed',
      }),
    },
    {
      code: 'talos/firewall-node-port',
      title: 'No rule of the firewall is meant to close a node port that Cilium serves',
      why: 'With kubeProxyReplacement Cilium takes the traffic of node ports before the firewall of Talos sees it: the rule filters nothing (siderolabs/talos#12955).',
      words: ({ rule, ports, services }: NodePortData) => ({
        message: `rule ${rule} for port ${ports} filters nothing: Cilium takes the traffic of ${services.join(', ')} before the firewall of Talos`,
        repair:
          'close the Service with loadBalancerSourceRanges, or the nodes with a policy of Cilium (host firewall), and remove the rule',
      }),
    },
    {
      code: 'talos/firewall-closes',
      title: 'A firewall that blocks by default opens the ports without which a machine is no node',
      why: 'Nobody reaches a machine whose Talos API is closed, and without the port of the tunnel or of WireGuard pods of different nodes do not reach each other. What comes over KubeSpan is always let in. Source: Talos documentation, ingress firewall; Cilium documentation, system requirements.',
      words: ({ port, protocol, what, closed }: ClosedData) => ({
        message: `the firewall blocks by default, and no rule opens ${protocol} ${port} (${what}): ${closed}`,
        repair: `add a NetworkRuleConfig with portSelector {ports: [${port}], protocol: ${protocol.toLowerCase()}} and the subnets that may come in, unless one stands elsewhere`,
      }),
    },
  ],
  check(world, report) {
    for (const machine of world.model(TALOS_MACHINES)) {
      const { network, documents } = machine;
      if (network.firewall.defaultAction === 'accept') {
        if (documents.some(({ content }) => content.kind === 'NetworkDefaultActionConfig'))
          underAccept(world, machine, report);
      } else {
        const at = documentAt(documents, 'NetworkDefaultActionConfig', []);
        if (at !== undefined) closed(world, machine, at, report);
      }
    }
  },
};

function underAccept(world: World, { network, documents }: TalosMachine, report: Report): void {
  const { talos } = world.versions;
  for (const rule of network.firewall.rules) {
    const at = documentAt(documents, `NetworkRuleConfig/${rule.name}`, []);
    if (at === undefined) continue;
    const path = ['portSelector', 'ports'];
    const wide = rule.ports.find(({ from, to }) => from <= EPHEMERAL.from && to >= EPHEMERAL.to);
    if (wide !== undefined && DROPS_REPLIES.some((minor) => minor === talos))
      report.warning('talos/firewall-replies', at, path, {
        rule: rule.name,
        ports: rangeText(wide),
        protocol: rule.protocol,
      });
    const services = servicesOn(world, at, rule);
    if (services.length > 0)
      report.warning('talos/firewall-node-port', at, path, {
        rule: rule.name,
        ports: rule.ports.map(rangeText).join(', '),
        services,
      });
  }
}

/** Services whose node ports a rule is made for, where Cilium serves them. */
function servicesOn(world: World, at: CheckedDocument, rule: TalosFirewallRule): string[] {
  if (installOf(world, at)?.isOn('kubeProxyReplacement') !== true) return [];
  const isMeant = (port: unknown, protocol: string) =>
    typeof port === 'number' &&
    protocol.toLowerCase() === rule.protocol &&
    rule.ports.some(
      ({ from, to }) => from >= SERVICE_NODE_PORTS.from && to <= SERVICE_NODE_PORTS.to && from <= port && port <= to,
    );
  return world.of('', 'Service').flatMap(({ manifest }) => {
    const hit = listAt(manifest, 'spec', 'ports').find((port) =>
      isMeant((port as { nodePort?: unknown } | null)?.nodePort, textAt(port, 'protocol') ?? 'TCP'),
    );
    return hit === undefined ? [] : [`${manifest.metadata.namespace ?? 'default'}/${manifest.metadata.name}`];
  });
}

function closed(world: World, machine: TalosMachine, at: CheckedDocument, report: Report): void {
  const install = installOf(world, at);
  const { enabled: kubeSpan } = machine.network.kubeSpan;
  const cilium = install === undefined ? {} : { cilium: (path: string) => install.get(path) };
  // Rules of other files may go onto the same machine.
  const rules = world.model(TALOS_MACHINES).flatMap(({ network }) => network.firewall.rules);
  const isOpen = ({ protocol, first, last }: NodePort) =>
    rules.some(
      (rule) =>
        rule.protocol === protocol.toLowerCase() && rule.ports.some(({ from, to }) => from <= first && last <= to),
    );
  for (const port of nodePorts({ ...cilium, kubeSpan })) {
    if (port.on === 'controlplanes' && machine.network.role !== 'controlplane') continue;
    if (!port.vital || isOpen(port) || !hasPeers(world, port, kubeSpan)) continue;
    const { protocol, first, last, what, closed: then } = port;
    report[levelOfAbsence(world, true)]('talos/firewall-closes', at, ['ingress'], {
      port: rangeText({ from: first, to: last }),
      protocol,
      what,
      closed: then,
    } satisfies ClosedData);
  }
}

/** Somebody speaks to the port from outside of the machine, and not over the mesh alone. */
function hasPeers({ facts }: World, { on, from }: NodePort, kubeSpan: boolean): boolean {
  if (from.some((peer) => peer !== 'nodes' && peer !== 'controlplanes')) return true;
  if (kubeSpan) return false;
  if (on === 'nodes') return true;
  const count = (role: string) => (facts?.nodes ?? []).filter((node) => node.role === role).length;
  return from.includes('nodes') ? count('worker') > 0 : count('controlplane') > 1;
}

function rangeText({ from, to }: { readonly from: number; readonly to: number }): string {
  return from === to ? String(from) : `${from}-${to}`;
}
