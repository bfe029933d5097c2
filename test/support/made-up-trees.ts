// Made-up trees of kustomizations from a seed: bases, components, patches and every transformer, as people combine them.
import { toYaml } from '../../lib/manifest';

/** A tree: files by name, and the folder that is applied. */
export interface MadeUpTree {
  readonly id: number;
  readonly path: string;
  /** Flux makes a kustomization of a folder without one. */
  readonly engine: 'kustomize' | 'flux';
  readonly files: Readonly<Record<string, string>>;
}

type Plain = Record<string, unknown>;

/** A tree of its own for each seed. */
export function madeUpTree(seed: number): MadeUpTree {
  return new Maker(seed).tree();
}

class Maker {
  private readonly files: Record<string, string> = {};
  private state: number;
  private count = 0;

  public constructor(private readonly seed: number) {
    this.state = (seed * 2654435761 + 12345) >>> 0;
  }

  public tree(): MadeUpTree {
    const isFlux = this.chance(0.15);
    if (isFlux) this.plainFolder('apps');
    else this.kustomization('apps', 0);
    return { id: this.seed, path: 'apps', engine: isFlux ? 'flux' : 'kustomize', files: this.files };
  }

  private plainFolder(folder: string): void {
    for (let i = 0; i <= this.below(3); i++) this.write(`${folder}/${this.name()}.yaml`, [this.object().object]);
    if (this.chance(0.6)) this.kustomization(`${folder}/inner`, 1);
    if (this.chance(0.4)) this.write(`${folder}/deep/er/${this.name()}.yaml`, [this.object().object]);
  }

  /** Writes a kustomization with what it takes in; answers the objects as they were written. */
  private kustomization(folder: string, depth: number): Plain[] {
    const resources: string[] = [];
    const objects: Plain[] = [];
    for (let i = 0; i <= this.below(3); i++) {
      const own = [this.object().object, ...(this.chance(0.3) ? [this.object().object] : [])];
      const file = `${this.name()}.yaml`;
      this.write(`${folder}/${file}`, own);
      resources.push(this.chance(0.3) ? `./${file}` : file);
      objects.push(...own);
    }
    const isPlain = this.chance(0.5);
    if (depth < 2 && this.chance(0.5)) {
      const inner = `base${this.count++}`;
      objects.push(...this.kustomization(`${folder}/${inner}`, depth + 1));
      resources.push(`./${inner}`);
    }
    const content: Plain = { apiVersion: 'kustomize.config.k8s.io/v1beta1', kind: 'Kustomization', resources };
    if (depth < 2 && this.chance(0.3)) content.components = [this.component(folder)];
    this.transformers(content, folder, objects, isPlain ? 0.12 : 0.3);
    this.write(`${folder}/kustomization.yaml`, [content]);
    return objects;
  }

  private component(folder: string): string {
    const name = `component${this.count++}`;
    const { object } = this.object();
    this.write(`${folder}/${name}/own.yaml`, [object]);
    const content: Plain = {
      apiVersion: 'kustomize.config.k8s.io/v1alpha1',
      kind: 'Component',
      resources: ['own.yaml'],
    };
    if (this.chance(0.5)) content.labels = [{ pairs: { component: name } }];
    if (this.chance(0.4))
      content.patches = [
        { target: { kind: 'Service' }, patch: '- {op: add, path: /metadata/labels, value: {patched: "yes"}}\n' },
      ];
    this.write(`${folder}/${name}/kustomization.yaml`, [content]);
    return name;
  }

  private transformers(content: Plain, folder: string, objects: readonly Plain[], often: number): void {
    const may = (more = 1) => this.chance(often * more);
    if (may(2)) content.namespace = this.one(['shop', 'db', 'kube-system']);
    if (may()) content.namePrefix = 'p-';
    if (may(0.5)) content.nameSuffix = '-s';
    if (may())
      content.labels = [
        { pairs: { team: 'net' }, ...this.one([{}, { includeSelectors: true }, { includeTemplates: true }]) },
      ];
    if (may(0.5)) content.commonLabels = { common: 'on' };
    if (may(0.5)) content.commonAnnotations = { note: 'x' };
    if (may())
      content.images = [
        this.one<Plain>([
          { name: 'nginx', newTag: '2' },
          { name: 'nginx', newName: 'reg/n', digest: 'sha256:1' },
          { name: 'redis', newName: 'r:1' },
        ]),
      ];
    if (may()) content.configMapGenerator = [this.generator()];
    if (may(0.4)) content.secretGenerator = [{ name: 'made-secret', literals: ['a=1', 'b="x y"'] }];
    if (may(0.3)) content.generatorOptions = { disableNameSuffixHash: true };
    if (may(0.3)) content.replacements = [this.replacement()];
    const patches: Plain[] = [];
    for (const object of objects) if (may(0.7)) patches.push(this.patch(object, folder));
    if (may(0.5))
      patches.push({
        target: { kind: this.one(['Deployment', 'Service', 'HTTPRoute']) },
        patch: this.one([
          '- {op: add, path: /metadata/annotations/a~1b, value: "1"}\n',
          '- {op: add, path: /spec/extra, value: {on: yes}}\n',
        ]),
      });
    if (patches.length > 0) content.patches = patches;
  }

  private generator(): Plain {
    return {
      name: 'made',
      literals: ['a=1', 'on=yes', 'html=<a&b>'],
      ...(this.chance(0.4) ? { options: { disableNameSuffixHash: true, labels: { made: 'yes' } } } : {}),
    };
  }

  private replacement(): Plain {
    return {
      source: { kind: 'Service', fieldPath: 'metadata.name' },
      targets: [{ select: { kind: 'HTTPRoute' }, fieldPaths: ['spec.hostnames.0'] }],
    };
  }

  private patch(object: Plain, folder: string): Plain {
    const { apiVersion, kind, metadata } = object as { apiVersion: string; kind: string; metadata: Plain };
    const { name, namespace } = metadata;
    const own = { name, ...(namespace === undefined ? {} : { namespace }) };
    const spec: Record<string, Plain> = {
      Deployment: {
        template: {
          spec: {
            containers: [
              { name: 'app', env: [{ name: 'B', value: '2' }] },
              { name: 'more', image: 'redis:1' },
            ],
          },
        },
      },
      Service: {
        ports: [
          { port: 80, protocol: 'TCP', name: 'web' },
          { port: 443, protocol: 'TCP' },
        ],
        type: 'LoadBalancer',
      },
      HTTPRoute: { hostnames: ['patched.example.org'] },
      CiliumNetworkPolicy: { ingress: null, egress: [{ toEntities: ['world'] }] },
    };
    const merge = {
      apiVersion,
      kind,
      metadata: { ...own, ...(this.chance(0.3) ? { labels: { patched: 'on' } } : {}) },
      ...(spec[kind] === undefined ? {} : { spec: spec[kind] }),
    };
    if (this.chance(0.15)) return { patch: toYaml([{ $patch: 'delete', apiVersion, kind, metadata: own }]) };
    if (this.chance(0.5)) return { patch: toYaml([merge]) };
    const file = `${this.name()}-patch.yaml`;
    this.write(`${folder}/${file}`, [merge]);
    return this.chance(0.5) ? { path: file } : { path: file, target: { kind, name } };
  }

  private object(): { object: Plain } {
    const name = this.name();
    const at = this.chance(0.4) ? { namespace: this.one(['shop', 'db', 'other']) } : {};
    const labels = this.chance(0.5) ? { labels: { app: name } } : {};
    const metadata = { name, ...at, ...labels };
    const plain = { name, ...labels };
    const pod = {
      metadata: { labels: { app: name } },
      spec: {
        serviceAccountName: 'web',
        containers: [
          {
            name: 'app',
            image: this.one(['nginx:1', 'nginx', 'redis@sha256:2', 'reg:5000/nginx:1']),
            env: [{ name: 'A', valueFrom: { configMapKeyRef: { name: 'made', key: 'a' } } }],
            envFrom: [{ secretRef: { name: 'made-secret' } }],
          },
        ],
        volumes: [{ name: 'v', configMap: { name: 'made' } }],
      },
    };
    const all: (() => Plain)[] = [
      () => ({
        apiVersion: 'apps/v1',
        kind: 'Deployment',
        metadata,
        spec: { replicas: 2, selector: { matchLabels: { app: name } }, template: pod },
      }),
      () => ({
        apiVersion: 'v1',
        kind: 'Service',
        metadata,
        spec: { selector: { app: name }, ports: [{ port: 80, protocol: 'TCP', targetPort: 8080 }] },
      }),
      () => ({
        apiVersion: 'gateway.networking.k8s.io/v1',
        kind: 'HTTPRoute',
        metadata,
        spec: {
          hostnames: ['a.example.org'],
          parentRefs: [{ name: 'edge' }],
          rules: [{ backendRefs: [{ name, port: 80 }] }],
        },
      }),
      () => ({
        apiVersion: 'cilium.io/v2',
        kind: 'CiliumNetworkPolicy',
        metadata,
        spec: { endpointSelector: { matchLabels: { app: name } }, ingress: [{}] },
      }),
      () => ({
        apiVersion: 'cilium.io/v2',
        kind: 'CiliumLoadBalancerIPPool',
        metadata: plain,
        spec: { blocks: [{ cidr: '10.0.0.0/24' }] },
      }),
      () => ({
        apiVersion: 'networking.k8s.io/v1',
        kind: 'NetworkPolicy',
        metadata,
        spec: {
          podSelector: { matchLabels: { app: name } },
          ingress: [{ from: [{ podSelector: { matchLabels: { a: 'b' } } }] }],
        },
      }),
      () => ({ apiVersion: 'v1', kind: 'Namespace', metadata: plain }),
      () => ({ apiVersion: 'v1', kind: 'ServiceAccount', metadata: { ...metadata, name: this.one(['web', name]) } }),
      () => ({ apiVersion: 'v1', kind: 'ConfigMap', metadata, data: { on: 'yes', long: 'a\nb\n' } }),
      () => ({
        apiVersion: 'rbac.authorization.k8s.io/v1',
        kind: 'RoleBinding',
        metadata,
        roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'Role', name: 'r' },
        subjects: [{ kind: 'ServiceAccount', name: 'default', namespace: 'x' }],
      }),
      () => ({
        apiVersion: 'networking.k8s.io/v1',
        kind: 'Ingress',
        metadata,
        spec: {
          rules: [
            {
              http: {
                paths: [{ path: '/', pathType: 'Prefix', backend: { service: { name, port: { number: 80 } } } }],
              },
            },
          ],
        },
      }),
      () => ({
        apiVersion: 'helm.toolkit.fluxcd.io/v2',
        kind: 'HelmRelease',
        metadata,
        spec: { values: { service: { main: { enabled: true } } }, valuesFrom: [{ kind: 'ConfigMap', name: 'made' }] },
      }),
      () => ({
        apiVersion: 'kustomize.toolkit.fluxcd.io/v1',
        kind: 'OtherKustomization',
        metadata,
        spec: { path: './x' },
      }),
    ];
    return { object: this.one(all)() };
  }

  private write(file: string, documents: readonly unknown[]): void {
    const text = toYaml(documents);
    // Words that kubectl's reader and kustomize's take otherwise.
    this.files[file] = this.chance(0.3) ? text.replace(/(['"])(yes|on)\1$/gm, '$2') : text;
  }

  private name(): string {
    return `n${this.count++}`;
  }

  private one<T>(items: readonly T[]): T {
    return items[this.below(items.length)]!;
  }

  private chance(probability: number): boolean {
    return this.random() < probability;
  }

  private below(bound: number): number {
    return Math.floor(this.random() * bound);
  }

  /** Numbers that look random, the same for the same seed (mulberry32). */
  private random(): number {
    this.state = (this.state + 0x6d2b79f5) >>> 0;
    let t = this.state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  }
}
