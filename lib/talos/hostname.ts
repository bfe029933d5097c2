// The host names of the machines, where the program states them.
import { TalosCluster } from '../cluster';
import { document } from './documents';
import { Statement, Subject, targetOfNode } from './statement';

export function hostnames({ cluster }: Subject): Statement[] {
  return cluster._nodes.flatMap((node): Statement[] => {
    const hostname = node._options.hostname ?? (cluster._props.hostnames === true ? node.name : undefined);
    if (hostname === undefined) return [];
    const target = targetOfNode(node);
    // The generated configuration has the document as soon as the minor knows it, whatever form the rest has, and says auto there.
    return isDocument(cluster)
      ? [{ target, documents: [document('HostnameConfig', { auto: 'off', hostname })] }]
      : [{ target, config: { machine: { network: { hostname } } } }];
  });
}

function isDocument(cluster: TalosCluster): boolean {
  return cluster._features.networkDocuments;
}
