// The ingress firewall of Talos against what the cluster does: ports that it closes and are needed, rules that do not what they seem to.
import { TalosFirewallRule, TalosMinor } from '../../../models/talos';
import { tunnelOf, WIREGUARD } from '../../../catalogue/cilium';
import { SERVICE_NODE_PORTS } from '../../../catalogue/node-ports';
import { CiliumValues, UNKNOWN } from '../../../world/derived/cilium-values';
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
  readonly port: number;
  readonly protocol: string;
  readonly what: string;
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
      title: 'A firewall that blocks by default opens the ports on which Cilium speaks between nodes',
      why: 'Without the port of the tunnel or of WireGuard, pods of different nodes do not reach each other. Source: Talos documentation, ingress firewall; Cilium documentation, system requirements.',
      words: ({ port, protocol, what }: ClosedData) => ({
        message: `the firewall blocks by default, and no rule opens ${protocol.toUpperCase()} ${port} (${what}): pods of other nodes are out of reach`,
        repair: `add a NetworkRuleConfig with portSelector {ports: [${port}], protocol: ${protocol}} and the subnet of the nodes, unless one stands elsewhere`,
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
        if (at !== undefined) closed(world, at, report);
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

function closed(world: World, at: CheckedDocument, report: Report): void {
  const install = installOf(world, at);
  if (install === undefined) return;
  // Rules of other files may go onto the same machine.
  const rules = world.model(TALOS_MACHINES).flatMap(({ network }) => network.firewall.rules);
  for (const { port, protocol, what } of needed(install)) {
    const isOpen = rules.some(
      (rule) => rule.protocol === protocol && rule.ports.some(({ from, to }) => from <= port && port <= to),
    );
    if (!isOpen)
      report[levelOfAbsence(world, true)]('talos/firewall-closes', at, ['ingress'], { port, protocol, what });
  }
}

/** What carries the packets of pods between nodes. */
function needed(install: CiliumValues): ClosedData[] {
  const routing = install.get('routingMode');
  const tunnel = routing === 'native' || routing === UNKNOWN ? undefined : tunnelOf(install.get('tunnelProtocol'));
  const written = install.get('tunnelPort');
  const port = typeof written === 'number' || typeof written === 'string' ? Number(written) : 0;
  return [
    ...(tunnel === undefined
      ? []
      : [{ port: Number.isInteger(port) && port > 0 ? port : tunnel.port, protocol: 'udp', what: tunnel.what }]),
    ...(install.isOn('encryption.enabled') && install.get('encryption.type') === 'wireguard'
      ? [{ ...WIREGUARD, protocol: 'udp' }]
      : []),
  ];
}

function rangeText({ from, to }: { readonly from: number; readonly to: number }): string {
  return from === to ? String(from) : `${from}-${to}`;
}
