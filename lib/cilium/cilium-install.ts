// Cilium as the primary CNI of a Talos cluster: the chart's objects without helm, with what the other constructs need switched on.
import { Construct, IConstruct } from 'constructs';
import { AppFacts, Feature, Role, TalosCluster } from '../cluster';
import { canonical, errorAt, Finding, Manifest, NetworkConstruct, objectKey, PlainMap, valueAt, ValidationError, warningAt, withoutNulls } from '../manifest';
import { renderChart } from './chart/render';
import { Rendering } from './chart/types';
import { CiliumVersion, HubbleOptions, givenValues } from './cilium-props';
import { requiredValues } from './features';
import { findRelease, latestPatch, supportedVersions } from './releases';
import { derivedDefaults, talosDefaults } from './talos-values';
import { ExplainedValue, leaves, ValueLedger, ValueSource } from './value-sources';

/** Properties of a CiliumInstall. */
export interface CiliumInstallProps {
  /**
   * Cilium minor; its newest supported patch is rendered.
   *
   * @default CiliumVersion.V1_20
   */
  readonly version?: CiliumVersion;
  /**
   * Namespace of the install.
   *
   * @default kube-system
   */
  readonly namespace?: string;
  /**
   * Cilium handles Services instead of kube-proxy and reaches the API through KubePrism.
   *
   * @default true
   */
  readonly kubeProxyReplacement?: boolean;
  /**
   * Hubble, its relay and UI, and where its certificates come from.
   *
   * @default - Hubble on, relay and UI off, certificates by CronJob
   */
  readonly hubble?: HubbleOptions;
  /**
   * Number of operator pods.
   *
   * @default - 2; 1 on a cluster of one node
   */
  readonly operatorReplicas?: number;
  /**
   * Further chart values as a tree, `{ bpf: { masquerade: true } }`. Misspelt keys are refused.
   *
   * @default - none
   */
  readonly values?: { [key: string]: any };
  /**
   * Talos applies the install at bootstrap, as an inline manifest made from the same objects. Jobs are left out of it.
   *
   * @default true
   */
  readonly inlineManifest?: boolean;
}

/** Cilium as the primary CNI. */
export class CiliumInstall extends NetworkConstruct {
  /** The install of the app that a construct is in, or undefined. Found whatever the order of construction, so ask at synth. */
  public static of(scope: IConstruct): CiliumInstall | undefined {
    return AppFacts.of(scope).one(Role.PRIMARY_CNI) as CiliumInstall | undefined;
  }

  /** Version of the chart and of Cilium. */
  public readonly version: string;
  /** Namespace of the install. */
  public readonly namespace: string;
  private readonly given: PlainMap;
  private rendered: { readonly key: string; readonly result: Rendering } | undefined;
  private bodies = new Map<string, Manifest>();
  private headers = new Map<string, string>();

  public constructor(scope: Construct, id: string, props: CiliumInstallProps = {}) {
    super(scope, id);
    const minor = props.version ?? CiliumVersion.V1_20;
    const version = latestPatch(minor);
    if (version === undefined)
      throw new ValidationError(this, 'cilium/version', `Cilium ${minor} is not supported natively`, `write one of: ${supportedVersions().join(', ')}`);
    this.version = version;
    this.namespace = props.namespace ?? 'kube-system';
    this.given = valueAt(this, () => givenValues(props));
    const facts = AppFacts.of(this);
    facts.register(Role.PRIMARY_CNI, this);
    // Said from what was given alone: asking for the requirements of others here would ask this one again.
    facts.require(() =>
      this.ledgerOf([]).get('kubeProxyReplacement') === true ? [{ feature: Feature.KUBE_PROXY_REPLACEMENT, by: this, reason: 'Cilium handles Services' }] : [],
    );
    if (props.inlineManifest ?? true) facts.deliver({ name: '10-cilium', by: this, manifests: () => this._manifests() });
    // Which objects there are depends on what other constructs require, so they join the tree when cdk8s validates: every
    // construct exists by then, and charts are rendered after it.
    this.node.addValidation({
      validate: () => {
        this.materialize();
        return [];
      },
    });
  }

  /** Every value that was set, with its source and reason. Complete once all constructs of the app exist. */
  public explain(): ExplainedValue[] {
    return this.ledger().all();
  }

  /** The values as the tree of a values file, as `helm` takes it. Complete once all constructs of the app exist. */
  public chartValues(): { [key: string]: any } {
    return this.ledger().tree();
  }

  /** @internal */
  public override _check(): Finding[] {
    const { conflicts } = this.ledger();
    const path = this.node.path;
    return [
      ...conflicts.map(({ given, required }) =>
        errorAt(
          path,
          'cilium/feature-off',
          `${given.path} is set to ${JSON.stringify(given.value)}, but ${required.reason} and needs ${JSON.stringify(required.value)}`,
          `leave ${given.path} out, or set it to ${JSON.stringify(required.value)}`,
        ),
      ),
      ...this.rendering().problems.map((problem) =>
        (problem.level === 'error' ? errorAt : warningAt)(path, `cilium/${problem.code.replace(/\//g, '-')}`, problem.message, problem.repair),
      ),
    ];
  }

  /** @internal */
  public override _manifests(): Manifest[] {
    this.materialize();
    return super._manifests();
  }

  private ledger(): ValueLedger {
    return this.ledgerOf(
      AppFacts.of(this)
        .requirements()
        .filter((r) => r.by !== this),
    );
  }

  private ledgerOf(requirements: ReturnType<AppFacts['requirements']>): ValueLedger {
    const ledger = new ValueLedger();
    for (const value of leaves(this.given)) ledger.add({ ...value, source: ValueSource.GIVEN, reason: `given at ${this.node.path}` });
    for (const feature of Object.values(Feature)) {
      const of = requirements.filter((r) => r.feature === feature);
      if (of.length === 0) continue;
      for (const { path, value } of requiredValues(feature, of)) {
        ledger.add({ path, value, source: ValueSource.REQUIRED, reason: of.map((r) => `${r.by.node.path} requires it: ${r.reason}`).join('; ') });
      }
    }
    for (const value of talosDefaults(findRelease(this.version)!)) ledger.add(value);
    for (const value of derivedDefaults(ledger, TalosCluster.find(this))) ledger.add(value);
    return ledger;
  }

  private rendering(): Rendering {
    const values = this.ledger().tree();
    const kubeVersion = TalosCluster.find(this)?.kubernetesVersion;
    const key = JSON.stringify([values, kubeVersion]);
    if (this.rendered?.key !== key) {
      this.rendered = {
        key,
        result: renderChart({ version: this.version, values, namespace: this.namespace, ...(kubeVersion === undefined ? {} : { kubeVersion }) }),
      };
    }
    return this.rendered.result;
  }

  /** Brings the objects in the tree up to date with the values. */
  private materialize(): void {
    const { objects } = this.rendering();
    const wanted = new Map(objects.map((object) => [objectKey(object), withoutNulls(object) as Manifest]));
    for (const key of [...this.headers.keys()]) {
      if (this.headers.get(key) === headerOf(wanted.get(key))) continue;
      this._drop(childId(key));
      this.headers.delete(key);
    }
    this.bodies = wanted;
    for (const [key, object] of wanted) {
      if (this.headers.has(key)) continue;
      const { name, namespace, labels, annotations } = object.metadata;
      this._emit(childId(key), {
        apiVersion: object.apiVersion,
        kind: object.kind,
        name,
        namespace,
        labels,
        annotations,
        body: () => bodyOf(this.bodies.get(key)!),
      });
      this.headers.set(key, headerOf(object));
    }
  }
}

/** Main object of the install. */
const MAIN = /^DaemonSet\/[^/]+\/cilium$/;

function childId(key: string): string {
  return MAIN.test(key) ? 'Default' : key.replace(/\//g, '-');
}

function headerOf(object: Manifest | undefined): string {
  return object === undefined ? '' : JSON.stringify(canonical({ apiVersion: object.apiVersion, metadata: object.metadata }));
}

function bodyOf(object: Manifest): PlainMap {
  const { apiVersion: _apiVersion, kind: _kind, metadata: _metadata, ...body } = object;
  return body;
}
