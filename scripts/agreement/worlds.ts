// The worlds of the recorded verdicts as plain manifests, so that whole views can be held to them.
import { Manifest } from '../../lib/manifest';
import { ReachInput } from '../../lib/reach';

/** A world of verdicts.jsonl or l7.jsonl. */
export interface VectorWorld {
  readonly id: string;
  readonly config?: Record<string, unknown>;
  readonly namespaces: readonly { name: string; labels: Record<string, string> }[];
  readonly pods: readonly any[];
  readonly external: readonly { name: string; ips: string[]; fqdns?: string[]; apiServer?: boolean }[];
  readonly nodes?: readonly { name: string; labels: Record<string, string> }[];
  readonly policies: readonly Manifest[];
  readonly flows: readonly any[];
  readonly expected: Record<string, { invalid: readonly { policy: string }[]; verdicts: readonly any[] }>;
}

/** What was recorded for a minor. */
export function expectedOf({ expected }: VectorWorld, minor: string) {
  return expected.all ?? expected[minor]!;
}

/** The world as somebody would write it. */
export function inputOf(world: VectorWorld, minor: string): ReachInput {
  const namespaces = world.namespaces.map(({ name, labels }) => ({
    ...{ apiVersion: 'v1', kind: 'Namespace' },
    metadata: { name, labels },
  }));
  const nodes = (world.nodes ?? []).map(({ name, labels }) => ({
    apiVersion: 'v1',
    kind: 'Node',
    metadata: { name, labels },
  }));
  const pods = world.pods.map(({ namespace, name, labels, serviceAccount, ports }) => ({
    ...{ apiVersion: 'v1', kind: 'Pod', metadata: { name, namespace, labels } },
    spec: {
      // Without one the pod would be one identity with those of `default`: a cluster gives it that, the engine alone does not.
      serviceAccountName: serviceAccount ?? 'unnamed',
      containers: [
        {
          name: 'c',
          ports: (ports ?? []).map((port: any) => ({
            name: port.name,
            containerPort: port.port,
            protocol: port.protocol,
          })),
        },
      ],
    },
  }));
  return {
    objects: [...namespaces, ...nodes, ...pods, ...world.policies].map((manifest) => ({
      manifest: manifest as Manifest,
    })),
    settings: { nodeSelectorLabels: false, ...world.config, minor },
  };
}

/** The id of the end of a flow; undefined for what a list does not know: addresses with names, or with an API server. */
export function endOf(world: VectorWorld, end: string): string | undefined {
  if (end.startsWith('pod:')) return `${end.slice(4)}[Pod]`;
  if (!end.startsWith('external:')) return end;
  const { ips, fqdns, apiServer } = world.external.find(({ name }) => name === end.slice(9))!;
  return fqdns === undefined && apiServer !== true ? ips[0] : undefined;
}
