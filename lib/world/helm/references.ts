// References in the values of a chart that nobody here renders: a route's parents and backends, requested addresses, networks of
// pods, NetworkPolicies. They are found by their keys, anywhere, and count where what surrounds them decides what they mean.
import { isMap, PlainMap } from '../../manifest';

/** Keys and indexes from the top of the values. */
export type ValuePath = readonly (string | number)[];

/** A parent of a route, as the values name it. What they leave out is left out here. */
export interface ParentReference {
  readonly path: ValuePath;
  readonly group?: string;
  readonly kind?: string;
  readonly namespace?: string;
  readonly name: string;
  readonly sectionName?: string;
  readonly port?: number;
}

/** A backend of a route that the values name with its Service's name. */
export interface BackendReference {
  readonly path: ValuePath;
  readonly kind?: string;
  readonly namespace?: string;
  readonly name: string;
  readonly port?: number;
}

/** What values refer to. */
export type ValueReference =
  | {
      readonly refers: 'route';
      /** Of the map that holds `parentRefs`. */
      readonly path: ValuePath;
      /** `HTTPRoute` and its like, where the values say it. */
      readonly kind?: string;
      readonly hostnames: readonly string[];
      readonly parents: readonly ParentReference[];
      readonly backends: readonly BackendReference[];
    }
  | {
      readonly refers: 'addresses';
      readonly path: ValuePath;
      /** The annotation that asks. */
      readonly annotation: string;
      /** As written: addresses with commas between them. */
      readonly addresses: string;
      /** The type of the Service around the annotation, where the values say it. */
      readonly serviceType?: string;
    }
  | {
      readonly refers: 'networks';
      readonly path: ValuePath;
      /** The text of the annotation. */
      readonly networks: string;
    }
  | {
      readonly refers: 'network policy';
      readonly path: ValuePath;
      /** The spec of the policy: podSelector, policyTypes, ingress, egress. */
      readonly spec: PlainMap;
      /** Where ingress and egress stand: beside the others, or below `rules`. */
      readonly rulesAt: ValuePath;
    };

/** The references of values, and where something of the kind stands whose meaning the values do not decide. */
export interface ValueReferences {
  readonly references: readonly ValueReference[];
  readonly undecided: readonly { readonly path: ValuePath; readonly why: string }[];
}

// Cilium's address annotation and the name that it had until 1.15; both are read.
const ADDRESS_ANNOTATIONS = ['lbipam.cilium.io/ips', 'io.cilium/lb-ipam-ips'];
const NETWORKS_ANNOTATION = 'k8s.v1.cni.cncf.io/networks';

/**
 * The references in the values of a chart. What is switched off by an `enabled: false` around it is left out.
 * Never throws.
 */
export function valueReferences(values: unknown): ValueReferences {
  const search = new Search();
  search.walk(values, [], []);
  return { references: search.references, undecided: search.undecided };
}

/** A text that stands as it is: no template of helm, no variable of Flux. */
function literal(value: unknown): value is string {
  return typeof value === 'string' && value !== '' && !/\{\{|\$\{/.test(value);
}

class Search {
  readonly references: ValueReference[] = [];
  readonly undecided: { path: ValuePath; why: string }[] = [];

  /** `around` are the maps above, the nearest last. */
  walk(value: unknown, path: ValuePath, around: readonly PlainMap[]): void {
    if (path.length > 100) return;
    if (Array.isArray(value)) value.forEach((item, index) => this.walk(item, [...path, index], around));
    if (!isMap(value) || value.enabled === false) return;
    for (const [key, inner] of Object.entries(value)) {
      const here = [...path, key];
      if (key === 'parentRefs') this.route(value, path);
      else if (ADDRESS_ANNOTATIONS.includes(key)) this.addresses(key, inner, here, around);
      else if (key === NETWORKS_ANNOTATION) this.networks(inner, here);
      else if (/^networkPolic(y|ies)$/i.test(key)) this.policies(inner, here);
      this.walk(inner, here, [...around, value]);
    }
  }

  private open(path: ValuePath, why: string): void {
    this.undecided.push({ path, why });
  }

  private route(values: PlainMap, path: ValuePath): void {
    if (!Array.isArray(values.parentRefs)) return this.open([...path, 'parentRefs'], 'not a list');
    const parents = this.named(values.parentRefs, [...path, 'parentRefs']).map(({ item, at }) => ({
      path: at,
      name: item.name as string,
      ...texts(item, ['group', 'kind', 'namespace', 'sectionName']),
      ...port(item),
    }));
    if (parents.length === 0) return;
    const rules = Array.isArray(values.rules) ? (values.rules as unknown[]) : [];
    const backends = rules.flatMap((rule, index) => {
      const refs = isMap(rule) && Array.isArray(rule.backendRefs) ? (rule.backendRefs as unknown[]) : [];
      return this.named(refs, [...path, 'rules', index, 'backendRefs']);
    });
    this.references.push({
      refers: 'route',
      path,
      ...texts(values, ['kind']),
      hostnames: this.hostnames(values, path),
      parents,
      backends: backends.map(({ item, at }) => ({
        path: at,
        name: item.name as string,
        ...texts(item, ['kind', 'namespace']),
        ...port(item),
      })),
    });
  }

  private hostnames(values: PlainMap, path: ValuePath): string[] {
    const all = Array.isArray(values.hostnames) ? (values.hostnames as unknown[]) : [];
    if (!all.every(literal)) this.open([...path, 'hostnames'], 'a template or variable');
    return all.filter(literal);
  }

  /** The maps of a list that have a name that stands as it is. */
  private named(list: readonly unknown[], path: ValuePath): { item: PlainMap; at: ValuePath }[] {
    return list.flatMap((item, index) => {
      const at = [...path, index];
      if (isMap(item) && literal(item.name) && (item.namespace === undefined || literal(item.namespace)))
        return [{ item, at }];
      this.open(at, 'no name that stands as it is');
      return [];
    });
  }

  private addresses(annotation: string, value: unknown, path: ValuePath, around: readonly PlainMap[]): void {
    if (!inAnnotations(path)) return this.open(path, 'not among annotations');
    if (!literal(value)) return this.open(path, 'no text that stands as it is');
    const serviceType = around[around.length - 1]?.type;
    this.references.push({
      refers: 'addresses',
      path,
      annotation,
      addresses: value,
      ...(literal(serviceType) ? { serviceType } : {}),
    });
  }

  /** The annotation means something on pods alone. */
  private networks(value: unknown, path: ValuePath): void {
    if (!literal(value)) return this.open(path, 'no text that stands as it is');
    const keys = path.slice(0, -1).map(String);
    const pods = inAnnotations(path) && keys.some((key) => /pod/i.test(key));
    if (!pods) return this.open(path, 'annotations that may be those of a pod or of something else');
    this.references.push({ refers: 'networks', path, networks: value });
  }

  private policies(value: unknown, path: ValuePath): void {
    if (!isMap(value) || value.enabled === false) return;
    const add = (at: ValuePath, of: PlainMap, spec: PlainMap) =>
      this.references.push({
        refers: 'network policy',
        path: at,
        spec,
        rulesAt: isMap(of.rules) ? [...at, 'rules'] : at,
      });
    const one = policySpec(value);
    if (one !== undefined) {
      add(path, value, one);
      return;
    }
    for (const [name, inner] of Object.entries(value)) {
      if (!isMap(inner) || inner.enabled === false) continue;
      const spec = policySpec(inner);
      if (spec === undefined) this.open([...path, name], 'no podSelector with rules of a NetworkPolicy');
      else add([...path, name], inner, spec);
    }
  }
}

/** The spec of a policy that names its pods itself; rules may stand under `rules`. */
function policySpec(values: PlainMap): PlainMap | undefined {
  const rules = isMap(values.rules) ? values.rules : values;
  if (!isMap(values.podSelector)) return undefined;
  const spec: PlainMap = { podSelector: values.podSelector };
  if (Array.isArray(values.policyTypes)) spec.policyTypes = values.policyTypes;
  for (const direction of ['ingress', 'egress'])
    if (Array.isArray(rules[direction])) spec[direction] = rules[direction];
  return Object.keys(spec).length > 1 && !/\{\{|\$\{/.test(JSON.stringify(spec)) ? spec : undefined;
}

function inAnnotations(path: ValuePath): boolean {
  return /annotations$/i.test(String(path[path.length - 2] ?? ''));
}

function texts(map: PlainMap, keys: readonly string[]): Record<string, string> {
  return Object.fromEntries(keys.flatMap((key) => (literal(map[key]) ? [[key, map[key] as string]] : [])));
}

function port(map: PlainMap): { port?: number } {
  return typeof map.port === 'number' ? { port: map.port } : {};
}
