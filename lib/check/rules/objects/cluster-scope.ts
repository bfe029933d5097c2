// A namespace on an object that has none.
import { isClusterScoped } from '../../../manifest';
import { writtenNamespace } from '../../../world/derived/fields';
import { firstOf, yaml } from '../../../problem';
import { Rule } from '../../rule';

/** Cluster-scoped objects carry no namespace. */
export const CLUSTER_SCOPE: Rule = {
  layer: 'objects',
  codes: [
    {
      code: 'object/cluster-scoped-namespace',
      title: 'A cluster-scoped object has no namespace',
      why: 'The API server drops the namespace in silence, so the object does not do what its author thinks; Talos 1.13.0 to 1.13.3 fails on it in inline manifests (siderolabs/talos#13453).',
      words: ({ kind, namespace }: { kind: string; namespace: string }) => ({
        message: `${kind} is cluster-scoped, but has the namespace "${namespace}"`,
        repair: 'remove the namespace: the object holds for the whole cluster',
      }),
      together: {
        words: (data: readonly { kind: string }[]) => ({
          message: `${data.length} cluster-scoped objects have a namespace: ${firstOf(data.map(({ kind }) => kind))}`,
          repair: 'remove the namespaces: the objects hold for the whole cluster',
        }),
      },
      bad: yaml`
        apiVersion: cilium.io/v2
        kind: CiliumLoadBalancerIPPool
        metadata: { name: lan, namespace: kube-system }
        spec: { blocks: [{ start: 192.168.70.200, stop: 192.168.70.209 }] }
      `,
      good: yaml`
        apiVersion: cilium.io/v2
        kind: CiliumLoadBalancerIPPool
        metadata: { name: lan }
        spec: { blocks: [{ start: 192.168.70.200, stop: 192.168.70.209 }] }
      `,
    },
  ],
  check(world, report) {
    for (const object of world.objects) {
      const { manifest } = object;
      const namespace = writtenNamespace(manifest);
      if (namespace === undefined || !isClusterScoped(manifest.apiVersion, manifest.kind)) continue;
      report.warning('object/cluster-scoped-namespace', object, ['metadata', 'namespace'], {
        kind: manifest.kind,
        namespace,
      });
    }
  },
};
