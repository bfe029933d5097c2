// One rule of a NetworkPolicy, and what of it cannot be said.
import { IConstruct } from 'constructs';
import { PlainMap } from '../manifest';
import { splitSource } from '../models/agent';
import { ExpressionYaml } from './label-expression';
import { isUnsaid, KubernetesPeer, selectorYaml } from './pod-selector';
import { RuleInput } from './policy-content';
import { Port } from './port';
import { Direction } from './rule';

/** Labels of identities that only Cilium gives. */
const CILIUM_LABEL = /^io\.cilium\.k8s\.policy\.(serviceaccount|cluster)$/;
const EVERY_PROTOCOL = ['TCP', 'UDP', 'SCTP'];

/** A rule as far as it can be said. @internal */
export interface SaidRule {
  /** @default - nothing of it can be said */
  readonly rule?: PlainMap;
  readonly lost: readonly string[];
}

/** The rule of an input that allows. Call at synth only. @internal */
export function kubernetesRule(policy: IConstruct, namespace: string, { direction, peer, ports }: RuleInput): SaidRule {
  const peers = peer._kubernetes(policy, namespace);
  if (isUnsaid(peers)) return { lost: [peers.lost] };
  const said = ports.flatMap((port) => port._in(policy)).map(kubernetesPorts);
  const lost = said.flatMap((each) => (isUnsaid(each) ? [each.lost] : []));
  const written = said.flatMap((each) => (isUnsaid(each) ? [] : each));
  // Ports that come to none are no rule: without any, a rule would be about all.
  if (ports.length > 0 && written.length === 0) return { lost };
  const field = direction === Direction.INGRESS ? 'from' : 'to';
  return {
    rule: {
      ...(peers.length === 0 ? {} : { [field]: [...peers] }),
      ...(written.length === 0 ? {} : { ports: written }),
    },
    lost,
  };
}

/** The pods of a selector of Cilium. @internal */
export function podSelectorOf(endpointSelector: PlainMap): KubernetesPeer {
  const labels = Object.entries((endpointSelector.matchLabels ?? {}) as Record<string, string>).map(
    ([key, value]): [string, string] => [splitSource(key).name, value],
  );
  const expressions = ((endpointSelector.matchExpressions ?? []) as ExpressionYaml[]).map((each) => ({
    ...each,
    key: splitSource(each.key).name,
  }));
  const own = [...labels.map(([key]) => key), ...expressions.map(({ key }) => key)].find((key) =>
    CILIUM_LABEL.test(key),
  );
  if (own !== undefined) return { lost: own.endsWith('cluster') ? 'cluster' : 'service account' };
  return [selectorYaml(Object.fromEntries(labels), expressions)];
}

/** Entries of `ports`. What is asked of contents cannot be said, and the port alone would be more than was asked for. */
function kubernetesPorts(port: Port): KubernetesPeer {
  if (Object.keys(port._contents()).length > 0) return { lost: `the contents of port ${port.toString()}` };
  if (port._icmpFields().length > 0) return { lost: 'ICMP' };
  if (port._portless) return { lost: `the protocol of ${port.toString()}` };
  return port._ports().flatMap((entry) => {
    const { port: text, protocol, endPort } = entry as { port: string; protocol: string; endPort?: number };
    const protocols = protocol === 'ANY' ? EVERY_PROTOCOL : [protocol];
    return protocols.map((each) => ({
      protocol: each,
      ...(text === '0' ? {} : { port: /^\d+$/.test(text) ? Number(text) : text }),
      ...(endPort === undefined ? {} : { endPort }),
    }));
  });
}
