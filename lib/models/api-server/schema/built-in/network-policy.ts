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
    if (types.length > 2)
      walk.errorAt(
        ['policyTypes'],
        'schema/too-many',
        `${types.length} policy types`,
        'write Ingress and Egress at most',
      );
    types.forEach((type, i) => {
      if (type !== 'Ingress' && type !== 'Egress')
        walk.errorAt(['policyTypes', i], 'schema/enum', `${show(type)} is no policy type`, 'write Ingress or Egress');
    });
  });
}

function checkPort(walk: Walk, { port, endPort }: PlainMap): void {
  checkPortReference(walk, port, 'port');
  if (typeof endPort !== 'number') return;
  if (port === undefined)
    walk.errorAt(['endPort'], 'schema/value', `endPort ${endPort} without port`, 'write port, the first of the range');
  else if (typeof port === 'string')
    walk.errorAt(
      ['endPort'],
      'schema/value',
      `endPort ${endPort} with the name ${show(port)}`,
      'write port as a number',
    );
  else if (endPort < (port as number))
    walk.errorAt(
      ['endPort'],
      'schema/value',
      `endPort ${endPort} is below port ${String(port)}`,
      `write ${String(port)} or more`,
    );
}

function checkPeer(walk: Walk, peer: PlainMap): void {
  const kinds = ['podSelector', 'namespaceSelector', 'ipBlock'].filter((kind) => peer[kind] !== undefined);
  if (kinds.length === 0)
    walk.error(
      'schema/required',
      'a peer that names nobody',
      'write podSelector, namespaceSelector or ipBlock; remove the list to mean everybody',
    );
  if (peer.ipBlock !== undefined && kinds.length > 1)
    walk.errorAt(['ipBlock'], 'schema/branch', `ipBlock beside ${kinds[0]!}`, 'write two peers');
  checkSelector(walk, peer, 'podSelector');
  checkSelector(walk, peer, 'namespaceSelector');
  into(walk, peer, 'ipBlock', (block) => {
    const cidr = block.cidr as string | undefined;
    textsOf(block, 'except').forEach((inner, i) => {
      const fault = formatFault('cidr', inner);
      if (fault !== undefined)
        walk.errorAt(['except', i], 'schema/format', `${show(inner)} is not a CIDR`, fault.repair);
      else if (cidr !== undefined && formatFault('cidr', cidr) === undefined && !cidrContains(cidr, inner))
        walk.errorAt(
          ['except', i],
          'schema/value',
          `${show(inner)} is no part of ${show(cidr)}`,
          `write a network inside of ${cidr}, smaller than it`,
        );
    });
  });
}
