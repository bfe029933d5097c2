// Made-up trees of kustomizations from a seed: bases, components, patches and every transformer, as people combine them; some applied by a Flux
// Kustomization with fields of its own.
import { toYaml } from '../../lib/manifest';

/** A tree: files by name, and the folder that is applied. */
export interface MadeUpTree {
  readonly id: number;
  readonly path: string;
  /** Flux makes a kustomization of a folder without one. */
  readonly engine: 'kustomize' | 'flux';
  /** What the Flux Kustomization says besides its path. */
  readonly spec: Readonly<Record<string, unknown>>;
  /** ConfigMaps and Secrets beside the Flux Kustomization. */
  readonly data: readonly Readonly<Record<string, unknown>>[];
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
  /** Names that are taken, by kind and namespace. */
  private readonly taken = new Set<string>();

  public constructor(private readonly seed: number) {
    this.state = (seed * 2654435761 + 12345) >>> 0;
  }

  public tree(): MadeUpTree {
    const isPlain = this.chance(0.15);
    const hasFields = this.chance(0.5);
    this.hasVariables = hasFields && this.chance(0.7);
    const objects = isPlain ? this.plainFolder('apps') : this.kustomization('apps', 0);
    const fields = hasFields ? this.fluxFields(objects) : { spec: {}, data: [] };
    return {
      id: this.seed,
      path: 'apps',
      engine: isPlain || hasFields ? 'flux' : 'kustomize',
      files: this.files,
      ...fields,
    };
  }

  /** True where texts hold variables of Flux. */
  private hasVariables = false;

  private fluxFields(objects: readonly Plain[]): Pick<MadeUpTree, 'spec' | 'data'> {
    const spec: Plain = {};
    const data: Plain[] = [];
    if (this.chance(0.4)) spec.targetNamespace = this.one(['shop', 'flux-made']);
    if (this.chance(0.25)) spec.namePrefix = 'f-';
    if (this.chance(0.15)) spec.nameSuffix = '-f';
    if (this.chance(0.3)) spec.images = [{ name: 'nginx', newTag: '9' }];
    if (this.chance(0.3)) spec.commonMetadata = { labels: { common: 'flux' }, annotations: { by: 'flux' } };
    if (this.chance(0.5)) {
      const [patch] = [this.one(objects)].map((object) => this.patch(object));
      spec.patches = [patch];
    }
    if (this.chance(0.3))
      spec.patches = [
        ...((spec.patches as Plain[] | undefined) ?? []),
        {
          target: { kind: '.*', labelSelector: 'app' },
          patch: '- {op: add, path: /metadata/labels/flux, value: "1"}\n',
        },
      ];
    if (this.chance(0.8)) {
      const substitute = this.some({
        HOST: 'example.org',
        PORT: '8080',
        FLAG: 'on',
        LINES: 'a\nb',
        EMPTY: '',
        TEN: '10',
      });
      const substituteFrom: Plain[] = [];
      if (this.chance(0.5)) {
        const metadata = { name: 'vars', namespace: 'flux-system' };
        data.push({
          apiVersion: 'v1',
          kind: 'ConfigMap',
          metadata,
          data: this.some({ HOST: 'map.org', CIDR: '10.1.0.0/16', PORT: '1' }),
        });
        substituteFrom.push({ kind: 'ConfigMap', name: 'vars' });
      }
      if (this.chance(0.3)) {
        const metadata = { name: 'secrets', namespace: 'flux-system' };
        const secret = Object.entries(this.some({ HOST: 'secret.org', TOKEN: "it's" })).map(([key, value]) => [
          key,
          Buffer.from(String(value)).toString('base64'),
        ]);
        data.push({ apiVersion: 'v1', kind: 'Secret', metadata, data: Object.fromEntries(secret) });
        substituteFrom.push({ kind: 'Secret', name: 'secrets' });
      }
      if (this.chance(0.15)) substituteFrom.push({ kind: 'ConfigMap', name: 'elsewhere', optional: true });
      spec.postBuild = {
        ...(Object.keys(substitute).length === 0 ? {} : { substitute }),
        ...(substituteFrom.length === 0 ? {} : { substituteFrom }),
      };
    }
    return { spec, data };
  }

  /** Some of the entries. */
  private some(all: Plain): Plain {
    return Object.fromEntries(Object.entries(all).filter(() => this.chance(0.7)));
  }

  /** A text that Flux fills in; a plain one where there are no variables. */
  private text(plain: string): string {
    if (!this.hasVariables || this.chance(0.5)) return plain;
    return this.one([
      '${HOST}',
      'a.${HOST}.b',
      '${HOST:=default.org}',
      '${NONE:=default}',
      '${NONE:-x${HOST}y}',
      '${EMPTY:-empty}',
      '${EMPTY=other}',
      '${PORT}',
      '"${PORT}"',
      '${FLAG}',
      '${LINES}',
      '${HOST^^}',
      '${HOST^}',
      '${HOST,,}',
      '${#HOST}',
      '${HOST:1:3}',
      '${HOST:2}',
      '${HOST/org/net}',
      '${HOST//./-}',
      '${HOST#example}',
      '${HOST%.org}',
      '$$HOME',
      '$${HOST}',
      '$HOST',
      '${TOKEN}',
      '${CIDR:+there}',
      '${NOWHERE}',
      '${HOST}:${PORT}',
      'k: ${HOST}',
      '# ${HOST}',
    ]);
  }

  private plainFolder(folder: string): Plain[] {
    const objects = Array.from({ length: 1 + this.below(3) }, () => this.object().object);
    for (const object of objects) this.write(`${folder}/${this.name()}.yaml`, [object]);
    if (this.chance(0.6)) objects.push(...this.kustomization(`${folder}/inner`, 1));
    if (this.chance(0.4)) this.write(`${folder}/deep/er/${this.name()}.yaml`, [this.object().object]);
    return objects;
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

  /** A patch for an object; in a file of the folder, where there is one. */
  private patch(object: Plain, folder?: string): Plain {
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
      HTTPRoute: { hostnames: [this.text('patched.example.org')] },
      CiliumNetworkPolicy: { ingress: null, egress: [{ toEntities: ['world'] }] },
    };
    const merge = {
      apiVersion,
      kind,
      metadata: { ...own, ...(this.chance(0.3) ? { labels: { patched: 'on' } } : {}) },
      ...(spec[kind] === undefined ? {} : { spec: spec[kind] }),
    };
    if (this.chance(0.15)) return { patch: toYaml([{ $patch: 'delete', apiVersion, kind, metadata: own }]) };
    if (folder === undefined || this.chance(0.5)) return { patch: toYaml([merge]) };
    const file = `${this.name()}-patch.yaml`;
    this.write(`${folder}/${file}`, [merge]);
    return this.chance(0.5) ? { path: file } : { path: file, target: { kind, name } };
  }

  private object(): { object: Plain } {
    const name = this.name();
    const at = this.chance(0.4) ? { namespace: this.one(['shop', 'db', 'other']) } : {};
    const labels = this.chance(0.5) ? { labels: { app: name } } : {};
    const notes = this.chance(0.4) ? { annotations: { note: this.text('x') } } : {};
    const metadata = { name, ...at, ...labels, ...notes };
    const plain = { name, ...labels };
    /** Metadata with a name that others can hold, if it is free. */
    const common = (kind: string): Plain => {
      const key = this.one(['web', 'api']);
      const place = `${kind}/${String((at as Plain).namespace)}/${key}`;
      if (this.taken.has(place) || this.chance(0.3)) return metadata;
      this.taken.add(place);
      return { ...metadata, name: key };
    };
    const held = () => this.one(['web', 'api', name]);
    const placed = (more: Plain) =>
      this.chance(0.6) ? { ...more, namespace: this.one(['shop', 'db', 'default']) } : more;
    const service = () => placed({ name: held() });
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
        metadata: common('Deployment'),
        spec: { replicas: 2, selector: { matchLabels: { app: name } }, template: pod },
      }),
      () => ({
        apiVersion: 'v1',
        kind: 'Service',
        metadata: common('Service'),
        spec: { selector: { app: name }, ports: [{ port: 80, protocol: 'TCP', targetPort: this.text('8080') }] },
      }),
      () => ({
        apiVersion: 'gateway.networking.k8s.io/v1',
        kind: 'HTTPRoute',
        metadata,
        spec: {
          hostnames: [this.text('a.example.org')],
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
        spec: { blocks: [{ cidr: this.text('10.0.0.0/24') }] },
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
      () => ({ apiVersion: 'v1', kind: 'ServiceAccount', metadata: common('ServiceAccount') }),
      () => ({
        apiVersion: 'v1',
        kind: 'ConfigMap',
        metadata,
        data: { on: 'yes', long: 'a\nb\n', host: this.text('h') },
      }),
      ...(['Role', 'ClusterRole'] as const).map((kind) => () => ({
        apiVersion: 'rbac.authorization.k8s.io/v1',
        kind,
        metadata: kind === 'Role' ? common(kind) : { ...plain, name: common(kind).name },
        rules: [
          { apiGroups: [''], resources: ['configmaps'], resourceNames: [this.one(['made', name])], verbs: ['get'] },
        ],
      })),
      ...(['RoleBinding', 'ClusterRoleBinding'] as const).map((kind) => () => ({
        apiVersion: 'rbac.authorization.k8s.io/v1',
        kind,
        metadata: kind === 'RoleBinding' ? metadata : plain,
        roleRef: {
          apiGroup: 'rbac.authorization.k8s.io',
          kind: kind === 'RoleBinding' ? this.one(['Role', 'ClusterRole']) : 'ClusterRole',
          name: held(),
        },
        subjects: [
          placed({ kind: 'ServiceAccount', name: this.one(['default', 'web', 'api']) }),
          ...(this.chance(0.3) ? [{ kind: 'User', name: 'somebody', apiGroup: 'rbac.authorization.k8s.io' }] : []),
        ],
      })),
      ...(['ValidatingWebhookConfiguration', 'MutatingWebhookConfiguration'] as const).map((kind) => () => ({
        apiVersion: 'admissionregistration.k8s.io/v1',
        kind,
        metadata: plain,
        webhooks: [{ name: 'a.example.org', clientConfig: { service: { ...service(), path: '/x' } } }],
      })),
      () => ({
        apiVersion: 'apiregistration.k8s.io/v1',
        kind: 'APIService',
        metadata: { name: `v1.${name}.example.org` },
        spec: { group: `${name}.example.org`, version: 'v1', service: service() },
      }),
      () => ({
        apiVersion: 'autoscaling/v2',
        kind: 'HorizontalPodAutoscaler',
        metadata,
        spec: { scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: held() }, maxReplicas: 3 },
      }),
      () => ({
        apiVersion: 'networking.k8s.io/v1',
        kind: 'Ingress',
        metadata,
        spec: {
          rules: [
            {
              http: {
                paths: [
                  { path: '/', pathType: 'Prefix', backend: { service: { name: held(), port: { number: 80 } } } },
                ],
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
