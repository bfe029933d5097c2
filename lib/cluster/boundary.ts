// The cluster boundary: the place where the facts of one cluster meet: who is in it, what they need of each other, which addresses are taken.
// Everything is asked for at synth, so that any order of construction gives the same output.
import { IConstruct } from 'constructs';
import {
  dedupe,
  errorAt,
  Finding,
  findingLine,
  isCollecting,
  isFatal,
  NetworkConstruct,
  ValidationError,
} from '../construct';
import { Manifest, PlainMap } from '../manifest';
import { FeatureRequirement } from './features';

/** Kinds of members that others look for. @internal */
export enum Role {
  TALOS_CLUSTER = 'TalosCluster',
  TALOS_FIREWALL = 'TalosFirewall',
  PRIMARY_CNI = 'CiliumInstall',
  META_CNI = 'MultusTalos',
  SECONDARY_NETWORK = 'secondary network',
  IP_POOL = 'load-balancer pool',
  L2_ANNOUNCEMENT = 'L2 announcement',
  GATEWAY = 'Gateway',
  ROUTE = 'route',
  POLICY = 'policy',
  LOCAL_REDIRECT = 'local redirect',
}

/** Objects that Talos applies itself at bootstrap. @internal */
export interface Delivery {
  /** Name of the manifest; Talos applies manifests in the order of their names. */
  readonly name: string;
  readonly by: IConstruct;
  readonly manifests: () => Manifest[];
}

/** An external manifest that Talos fetches at bootstrap. @internal */
export interface ExternalManifest {
  readonly name: string;
  readonly by: IConstruct;
  readonly url: string;
  /** What must lie at the URL, where the program makes it. */
  readonly hosted?: () => Manifest[];
}

/** What somebody does by hand while a new cluster waits for its CNI. @internal */
export interface BootstrapStep {
  readonly by: IConstruct;
  /** In a sentence: `apply Cilium`. */
  readonly what: string;
  /** Commands of a shell, run in the output folder. */
  readonly commands: () => string[];
}

/** A file that lies beside the manifests in the output. @internal */
export interface OutputFile {
  /** Path below the output folder, `helm/cilium-values.yaml`. */
  readonly name: string;
  readonly by: IConstruct;
  readonly text: () => string;
}

/** A CNI plugin binary that networks of the app run. @internal */
export interface PluginUse {
  readonly plugin: string;
  readonly by: IConstruct;
}

/** A rule over the whole app. @internal */
export interface AppRule {
  readonly code: string;
  readonly check: (facts: Boundary) => Finding[];
}

/** Where the boundary hangs on its construct. Two copies of this package see each other's. */
const KEY = Symbol.for('cdk8s-talos-network/boundary');
/** Marks a construct that declares itself a cluster. */
const DECLARED = Symbol.for('cdk8s-talos-network/cluster');
/** This copy of the package. */
const COPY = {};

/** What hangs on a construct. */
interface Kept {
  readonly copy: object;
  readonly boundary: Boundary;
}

/** Declares a construct the boundary of a cluster, for everything below it. @internal */
export function declareCluster(construct: IConstruct): void {
  (construct as { [DECLARED]?: true })[DECLARED] = true;
}

/** True if the construct declares itself a cluster. @internal */
export function isCluster(construct: IConstruct): boolean {
  return (construct as { [DECLARED]?: true })[DECLARED] === true;
}

/** The facts of one cluster. @internal */
export class Boundary {
  /** The boundary that a construct is in: the nearest ancestor that declares itself a cluster, else the app. */
  public static of(scope: IConstruct): Boundary {
    const root = [...scope.node.scopes].reverse().find(isCluster) ?? scope.node.root;
    const place = root as { [KEY]?: Kept };
    const kept = place[KEY];
    if (kept === undefined) {
      const boundary = new Boundary(root);
      place[KEY] = { copy: COPY, boundary };
      return boundary;
    }
    if (kept.copy !== COPY)
      throw new ValidationError(
        scope,
        'app/two-copies',
        'two copies of cdk8s-talos-network in one app: their constructs do not see each other, and each would judge half of it',
        'install it once: `npm ls cdk8s-talos-network` shows who brings the second copy, `npm dedupe` or the same version everywhere removes it',
      );
    return kept.boundary;
  }

  /** Every boundary of an app: the app itself, and the constructs that declare themselves clusters, by path. */
  public static all(scope: IConstruct): Boundary[] {
    const { root } = scope.node;
    return [root, ...root.node.findAll().filter((construct) => construct !== root && isCluster(construct))].map(
      (each) => Boundary.of(each),
    );
  }

  private static readonly everywhere: AppRule[] = [];

  /** Everything in the boundary, in the order of the tree; what lies in a cluster of its own is not. */
  public constructs(): IConstruct[] {
    const found: IConstruct[] = [];
    const visit = (construct: IConstruct) => {
      if (construct !== this.root && isCluster(construct)) return;
      found.push(construct);
      construct.node.children.forEach(visit);
    };
    visit(this.root);
    return found;
  }

  /** Adds a rule to every app that one of our constructs is in, for rooms above this one. */
  public static addRuleEverywhere(rule: AppRule): void {
    Boundary.everywhere.push(rule);
  }

  private readonly members = new Map<Role, NetworkConstruct[]>();
  private readonly requirementProviders: (() => FeatureRequirement[])[] = [];
  private readonly pluginProviders: (() => PluginUse[])[] = [];
  private readonly deliveryList: Delivery[] = [];
  private readonly externalList: ExternalManifest[] = [];
  private readonly fileList: OutputFile[] = [];
  private readonly stepList: BootstrapStep[] = [];
  private readonly rules = new Map<string, AppRule>();

  /** @param root the app, or the construct that declares itself a cluster */
  private constructor(public readonly root: IConstruct) {
    root.node.addValidation({ validate: () => this.texts() });
    this.addRule({ code: 'cluster/one-of-a-kind', check: (facts) => facts.singletons() });
    Boundary.everywhere.forEach((rule) => this.addRule(rule));
  }

  /** Joins the app. */
  public register(role: Role, member: NetworkConstruct): void {
    this.members.set(role, [...(this.members.get(role) ?? []), member]);
  }

  /** Members of a role, by path. */
  public all(role: Role): NetworkConstruct[] {
    return [...(this.members.get(role) ?? [])].sort((a, b) => (a.node.path < b.node.path ? -1 : 1));
  }

  /** The only member of a role, or undefined. */
  public one(role: Role): NetworkConstruct | undefined {
    return this.all(role)[0];
  }

  /** Minor of the app's Cilium, such as `1.20`; undefined without one. Asked for at synth by rooms that lie below it. */
  public ciliumMinor(): string | undefined {
    const { version } = (this.one(Role.PRIMARY_CNI) ?? {}) as { version?: unknown };
    return typeof version === 'string' ? version.split('.').slice(0, 2).join('.') : undefined;
  }

  /** Values of the app's Cilium as the tree of a values file; undefined without one. Complete at synth. */
  public ciliumValues(): PlainMap | undefined {
    const install = this.one(Role.PRIMARY_CNI) as { chartValues?: () => PlainMap } | undefined;
    return install?.chartValues?.();
  }

  /** Says what a construct needs of the primary CNI; asked for at synth. */
  public require(requirements: () => FeatureRequirement[]): void {
    this.requirementProviders.push(requirements);
  }

  /** All requirements, by feature and path. */
  public requirements(): FeatureRequirement[] {
    const key = (r: FeatureRequirement) => `${r.feature}\0${r.by.node.path}`;
    return this.requirementProviders.flatMap((provide) => provide()).sort((a, b) => (key(a) < key(b) ? -1 : 1));
  }

  /** Says which CNI plugin binaries a network runs. */
  public usePlugins(plugins: () => PluginUse[]): void {
    this.pluginProviders.push(plugins);
  }

  /** Plugin binaries in use, by name. */
  public plugins(): PluginUse[] {
    const key = (p: PluginUse) => `${p.plugin}\0${p.by.node.path}`;
    return this.pluginProviders.flatMap((provide) => provide()).sort((a, b) => (key(a) < key(b) ? -1 : 1));
  }

  /** Hands objects to Talos for bootstrap. */
  public deliver(delivery: Delivery): void {
    this.deliveryList.push(delivery);
  }

  /** Deliveries by name, which is the order in which Talos applies them. */
  public deliveries(): Delivery[] {
    return [...this.deliveryList].sort((a, b) => (a.name < b.name ? -1 : 1));
  }

  /** Has Talos fetch a manifest at bootstrap. */
  public deliverExternal(external: ExternalManifest): void {
    this.externalList.push(external);
  }

  /** External manifests by name. */
  public externals(): ExternalManifest[] {
    return [...this.externalList].sort((a, b) => (a.name < b.name ? -1 : 1));
  }

  /** Says what somebody does by hand at bootstrap. */
  public addBootstrapStep(step: BootstrapStep): void {
    this.stepList.push(step);
  }

  /** Steps by the path of who asks for them. */
  public bootstrapSteps(): BootstrapStep[] {
    return [...this.stepList].sort((a, b) => (a.by.node.path < b.by.node.path ? -1 : 1));
  }

  /** Has a file written beside the manifests. */
  public addFile(file: OutputFile): void {
    this.fileList.push(file);
  }

  /** Files beside the manifests, by name. */
  public files(): OutputFile[] {
    return [...this.fileList].sort((a, b) => (a.name < b.name ? -1 : 1));
  }

  /** Adds a rule over the whole app; a rule of the same code is added once. */
  public addRule(rule: AppRule): void {
    if (!this.rules.has(rule.code)) this.rules.set(rule.code, rule);
  }

  /** Findings of the whole-app rules, ignored ones marked by the construct they point at. */
  public findings(): Finding[] {
    const found = [...this.rules.values()].flatMap((rule) => rule.check(this));
    return dedupe(found).map((finding) => this.mark(finding));
  }

  /** The finding, marked as ignored if the construct it points at says so. */
  public mark(finding: Finding): Finding {
    const target = finding.path === '' ? undefined : this.find(finding.path);
    return target !== undefined && NetworkConstruct._is(target) ? target._mark(finding) : finding;
  }

  private find(path: string): IConstruct | undefined {
    let node: IConstruct | undefined = this.root.node.root;
    for (const id of path.split('/')) node = node?.node.tryFindChild(id);
    return node;
  }

  private singletons(): Finding[] {
    return [Role.TALOS_CLUSTER, Role.TALOS_FIREWALL, Role.PRIMARY_CNI, Role.META_CNI].flatMap((role) =>
      this.all(role)
        .slice(1)
        .map((member) =>
          errorAt(
            member.node.path,
            'cluster/one-of-a-kind',
            `a second ${role} in one cluster, beside ${this.one(role)!.node.path}`,
            "describe each cluster in a boundary of its own: new Cluster(app, 'second')",
          ),
        ),
    );
  }

  /** For cdk8s's own App, which knows texts only. */
  private texts(): string[] {
    // NetworkApp collects the findings themselves and must not see them twice.
    if (isCollecting()) return [];
    return this.findings()
      .filter(isFatal)
      .map((f) => `${f.path}: ${findingLine(f)}`);
  }
}
