// NetworkPolicies. Source: ValidateNetworkPolicySpec of k8s.io/kubernetes 1.35.
import { PlainMap } from '../../../../manifest';
import { cidrContains, formatFault } from '../formats';
import { Walk, show } from '../walk';
import { checkPortReference } from './container';
import { checkSelector } from './selector';
import { each, into, textsOf } from './steps';

/** Checks a NetworkPolicy. */
export function checkNetworkPolicy(walk: Walk, object: PlainMap): void {
  into(walk, object, 'spec', (spec) => {
    checkSelector(walk, spec, 'podSelector');
    for (const [direction, peers] of [
      ['ingress', 'from'],
      ['egress', 'to'],
    ] as const)
      each(walk, spec, direction, (rule) => {
        each(walk, rule, 'ports', (port) => checkPort(walk, port));
        each(walk, rule, peers, (peer) => checkPeer(walk, peer));
      });
    const types = textsOf(spec, 'policyTypes');
    if (types.length > 2) walk.errorAt(['policyTypes'], 'schema/too-many', 'policy-types-too-many', { types });
    types.forEach((type, i) => {
      if (type !== 'Ingress' && type !== 'Egress')
        walk.errorAt(['policyTypes', i], 'schema/enum', 'unknown-policy-type', { type: show(type) });
    });
  });
}

function checkPort(walk: Walk, { port, endPort }: PlainMap): void {
  checkPortReference(walk, port, 'port');
  if (typeof endPort !== 'number') return;
  if (port === undefined) walk.errorAt(['endPort'], 'schema/value', 'end-port-without-port', { endPort });
  else if (typeof port === 'string')
    walk.errorAt(['endPort'], 'schema/value', 'end-port-with-name', { endPort, port: show(port) });
  else if (endPort < (port as number)) walk.errorAt(['endPort'], 'schema/value', 'end-port-below', { endPort, port });
}

function checkPeer(walk: Walk, peer: PlainMap): void {
  const kinds = ['podSelector', 'namespaceSelector', 'ipBlock'].filter((kind) => peer[kind] !== undefined);
  if (kinds.length === 0) walk.error('schema/required', 'peer-of-nobody');
  if (peer.ipBlock !== undefined && kinds.length > 1)
    walk.errorAt(['ipBlock'], 'schema/branch', 'ip-block-beside-selector', { selector: kinds[0]! });
  checkSelector(walk, peer, 'podSelector');
  checkSelector(walk, peer, 'namespaceSelector');
  into(walk, peer, 'ipBlock', (block) => {
    const cidr = block.cidr as string | undefined;
    textsOf(block, 'except').forEach((inner, i) => {
      const fault = formatFault('cidr', inner);
      if (fault !== undefined) walk.errorAt(['except', i], 'schema/format', 'exception-cidr', { inner: show(inner) });
      else if (cidr !== undefined && formatFault('cidr', cidr) === undefined && !cidrContains(cidr, inner))
        walk.errorAt(['except', i], 'schema/value', 'exception-outside', { inner: show(inner), cidr });
    });
  });
}
