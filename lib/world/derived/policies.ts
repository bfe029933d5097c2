// The policies of the world as the agent holds them, and the pods that each rule is about: the joins that rules over policies ask.
import { groupOf, isMap, Manifest } from '../../manifest';
import {
  Entry,
  Identity,
  isSubject,
  LabelIndex,
  podIdentity,
  Policies,
  POLICY_KINDS,
  readPolicies,
  Selector,
  selects,
} from '../../models/agent/verdict';
import { isOutside } from '../outside';
import { CheckedObject, Model, World } from '../types';
import { CLUSTERS } from './clusters';
import { isPlaceholder, listAt, mapAt, textAt, writtenNamespace } from './fields';
import { POD_TEMPLATES, PodTemplate } from './pods';

/** A port that a container declares. */
export interface DeclaredPort {
  readonly port: number;
  readonly protocol: string;
  readonly name?: string;
}

/** Pods of one template, as policy sees them. */
export interface Endpoint {
  readonly template: PodTemplate;
  readonly identity: Identity;
  /** They share the node's network and identity: no policy about pods ever sees them. */
  readonly hostNetwork: boolean;
  /** Ports of all containers; a workload that declares none says nothing about them. */
  readonly ports: readonly DeclaredPort[];
}

/** One rule of a policy with its object. */
export interface PolicyRule {
  readonly entry: Entry;
  readonly at: CheckedObject;
}

/** The policies and the pods of the world. */
export interface PolicyWorld {
  readonly policies: Policies;
  readonly rules: readonly PolicyRule[];
  readonly endpoints: readonly Endpoint[];
  /** Pods that a rule is about. */
  subjectsOf(rule: PolicyRule): readonly Endpoint[];
  /** Pods that a rule names as peers. */
  peersOf(rule: PolicyRule): readonly Endpoint[];
}

const GROUPS: Readonly<Record<string, string>> = { NetworkPolicy: 'networking.k8s.io' };

/** The model. */
export const POLICIES: Model<PolicyWorld> = {
  name: 'policies',
  build: (world) => {
    const objects = POLICY_KINDS.flatMap((kind) => world.of(GROUPS[kind] ?? 'cilium.io', kind)).filter(isRead);
    const policies = readPolicies(
      objects.map(({ manifest }) => withoutPlaceholders(manifest)),
      { ...world.versions.agent, minor: world.versions.cilium },
      world.of('', 'Service').map(({ manifest }) => manifest),
    );
    return new Joined(world, objects, policies);
  },
};

/** A policy without a name, or made by a template, is nothing that the engine's model can hold. */
function isRead({ manifest }: CheckedObject): boolean {
  return isMap(manifest.metadata) && typeof manifest.metadata.name === 'string';
}

function withoutPlaceholders(manifest: Manifest): Manifest {
  const { namespace } = manifest.metadata;
  return typeof namespace === 'string' && isPlaceholder(namespace)
    ? { ...manifest, metadata: { ...manifest.metadata, namespace: 'unknown' } }
    : manifest;
}

const NOBODY: readonly Endpoint[] = [];

class Joined implements PolicyWorld {
  public readonly rules: readonly PolicyRule[];
  public readonly endpoints: readonly Endpoint[];
  private readonly index: LabelIndex;
  private readonly selected = new Map<string, ReadonlySet<number>>();
  private readonly subjects = new Map<PolicyRule, readonly Endpoint[]>();
  private readonly peers = new Map<PolicyRule, readonly Endpoint[]>();

  public constructor(
    private readonly world: World,
    objects: readonly CheckedObject[],
    public readonly policies: Policies,
  ) {
    this.rules = policies.entries.map((entry) => ({ entry, at: objects[entry.origin.policy]! }));
    this.endpoints = this.rules.length === 0 ? [] : endpointsOf(world);
    this.index = new LabelIndex(this.endpoints.map(({ identity }) => identity));
  }

  public subjectsOf(rule: PolicyRule): readonly Endpoint[] {
    if (this.endpoints.length === 0) return NOBODY;
    return cached(this.subjects, rule, () => {
      const found = this.selectedBy(rule.entry.subject);
      const isMeant = (place: number) => isSubject(rule.entry, this.endpoints[place]!.identity, this.policies);
      return this.beside(rule, [...found].filter(isMeant));
    });
  }

  public peersOf(rule: PolicyRule): readonly Endpoint[] {
    if (this.endpoints.length === 0) return NOBODY;
    return cached(this.peers, rule, () => {
      const { peers, ports } = rule.entry;
      if (peers?.length === 0) return this.beside(rule, ports.length > 0 ? [...this.endpoints.keys()] : []);
      const found = new Set((peers ?? []).flatMap((selector) => [...this.selectedBy(selector)]));
      return this.beside(
        rule,
        [...found].sort((a, b) => a - b),
      );
    });
  }

  /** Places of the endpoints that a selector selects, in their order. */
  private selectedBy(selector: Selector): ReadonlySet<number> {
    let found = this.selected.get(selector.key);
    if (found === undefined) {
      const isSelected = (place: number) =>
        selects(selector, this.endpoints[place]!.identity, this.policies.agent.does);
      const places = this.index.candidates(selector).filter(isSelected);
      this.selected.set(selector.key, (found = new Set(places.sort((a, b) => a - b))));
    }
    return found;
  }

  /** Those of the endpoints that live in the cluster of the rule. */
  private beside(rule: PolicyRule, places: readonly number[]): Endpoint[] {
    const clusters = this.world.model(CLUSTERS);
    return places
      .map((place) => this.endpoints[place]!)
      .filter(({ template }) => clusters.together(rule.at, template.object));
  }
}

function cached<K, V>(known: Map<K, V>, key: K, make: () => V): V {
  let found = known.get(key);
  if (found === undefined) known.set(key, (found = make()));
  return found;
}

function endpointsOf(world: World): Endpoint[] {
  const namespaces = new Map(
    world.of('', 'Namespace').map(({ manifest }) => [manifest.metadata.name, mapAt(manifest, 'metadata', 'labels')]),
  );
  return world.model(POD_TEMPLATES).flatMap((template): Endpoint[] => {
    // Where nobody says the namespace, Flux or a kustomization out of sight does.
    const namespace = writtenNamespace(template.object.manifest) ?? (world.complete ? 'default' : undefined);
    if (namespace === undefined || groupOf(template.object.manifest) === 'kustomize.config.k8s.io') return [];
    const identity = podIdentity({
      namespace,
      labels: mapAt(template.metadata, 'labels'),
      namespaceLabels: { ...namespaces.get(namespace), 'kubernetes.io/metadata.name': namespace },
      serviceAccount: textAt(template.spec, 'serviceAccountName') ?? 'default',
      cluster: world.versions.agent?.cluster ?? 'default',
    });
    return [{ template, identity, hostNetwork: template.spec.hostNetwork === true, ports: portsOf(template) }];
  });
}

function portsOf({ spec }: PodTemplate): DeclaredPort[] {
  return ['containers', 'initContainers'].flatMap((list) =>
    listAt(spec, list).flatMap((container) =>
      listAt(container, 'ports').flatMap((port): DeclaredPort[] => {
        if (!isMap(port) || typeof port.containerPort !== 'number') return [];
        const name = textAt(port, 'name');
        return [
          {
            port: port.containerPort,
            protocol: textAt(port, 'protocol') ?? 'TCP',
            ...(name === undefined ? {} : { name }),
          },
        ];
      }),
    ),
  );
}

/** `Deployment/shop/api`. */
export function endpointName({ template }: Endpoint): string {
  const { kind, metadata } = template.object.manifest;
  return [kind, ...(metadata.namespace === undefined ? [] : [metadata.namespace]), metadata.name].join('/');
}

/** Place of the rule that an entry comes from: of a NetworkPolicy each peer of a rule is an entry of its own. */
export function rulePath({ entry }: Pick<PolicyRule, 'entry'>): readonly (string | number)[] {
  const { kind, path } = entry.origin;
  return kind === 'NetworkPolicy' ? path.slice(0, 3) : path;
}

/** True if there are policies for pods of a namespace that the world does not hold: they may allow what is missing here. */
export function hasPoliciesOutside(world: World, namespace: string | undefined): boolean {
  return POLICY_KINDS.some((kind) => isOutside(world, { kind, namespace }));
}
