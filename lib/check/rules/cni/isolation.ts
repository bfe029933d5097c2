// Pods that ask for networks of other namespaces, where Multus isolates namespaces.
import { isMap } from '../../../manifest';
import { CLUSTERS } from '../../../world/derived/clusters';
import { textAt, textsOf, writtenNamespace } from '../../../world/derived/fields';
import { NETWORKS } from '../../../world/derived/networks';
import { CheckedObject, World } from '../../../world/types';
import { Rule } from '../../rule';

interface Isolation {
  readonly network: string;
  readonly namespace: string;
  readonly networkNamespace: string;
}

export const ISOLATION: Rule = {
  layer: 'cni',
  codes: [
    {
      code: 'cni/namespace-isolation',
      title: 'With namespaceIsolation pods use networks of their own namespace, or of a global one',
      why: 'Multus refuses the pod otherwise. Namespaces are global by globalNamespaces of the daemon, and "default" always is. Source: multus-cni 4.3, k8sclient.isValidNamespaceReference.',
      words: ({ network, namespace, networkNamespace }: Isolation) => ({
        message: `the pods of namespace "${namespace}" use the network ${network}, which Multus (namespaceIsolation) refuses`,
        repair: `put the network into "${namespace}", or write "${networkNamespace}" into globalNamespaces of the daemon's configuration`,
      }),
    },
  ],
  check(world, report) {
    const daemons = isolating(world);
    if (daemons.length === 0) return;
    for (const { object, key, attached } of world.model(NETWORKS)) {
      const networkNamespace = writtenNamespace(object.manifest) ?? 'default';
      for (const { annotation } of attached) {
        const namespace = writtenNamespace(annotation.object.manifest) ?? 'default';
        if (namespace === networkNamespace) continue;
        const daemon = daemons.find((each) => world.model(CLUSTERS).together(each.object, annotation.object));
        if (daemon === undefined || daemon.shared.includes(networkNamespace)) continue;
        const data = { network: key, namespace, networkNamespace };
        report.error('cni/namespace-isolation', annotation.object, annotation.path, data, [object, daemon.object]);
      }
    }
  },
};

interface Isolating {
  readonly object: CheckedObject;
  readonly shared: readonly string[];
}

/** ConfigMaps with the configuration of a Multus daemon that isolates namespaces. */
function isolating(world: World): Isolating[] {
  return world.of('', 'ConfigMap').flatMap((object): Isolating[] => {
    for (const { text } of textsOf(object.manifest.data)) {
      const config = daemonConfig(text);
      if (config?.namespaceIsolation !== true) continue;
      const shared = (textAt(config, 'globalNamespaces') ?? '').split(',').map((each) => each.trim());
      return [{ object, shared: ['default', ...shared] }];
    }
    return [];
  });
}

/** The JSON of a daemon, known by the key of its master CNI's folder. */
function daemonConfig(text: string): Readonly<Record<string, unknown>> | undefined {
  if (!text.includes('namespaceIsolation')) return undefined;
  try {
    const value: unknown = JSON.parse(text);
    return isMap(value) ? value : undefined;
  } catch {
    return undefined;
  }
}
