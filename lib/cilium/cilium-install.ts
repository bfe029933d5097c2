// Cilium as the primary CNI of a Talos cluster: the chart's objects without helm, with what the other constructs need switched on.
import { Construct, IConstruct } from 'constructs';
import { Boundary, Feature, foreignLinkFindings, Role, TalosCluster } from '../cluster';
import { errorAt, Finding, NetworkConstruct, PlacedObject, valueAt, ValidationError, warningAt } from '../construct';
import { canonical, checkObjectName, Manifest, objectKey, PlainMap } from '../manifest';
import { Rendering } from '../chart/types';
import { CiliumBootstrap } from './bootstrap';
import { ChartSource } from './chart-source';
import { CiliumInstallProps, CiliumVersion, GivenValue, givenValues } from './cilium-props';
import { copyFindings, missingJobs } from './copies';
import { CiliumDelivery } from './delivery';
import { linkDevices } from './devices';
import { requiredValues } from './features';
import { notEmpty } from './options/checked';
import { findRelease, latestPatch, latestVersion } from '../chart/releases';
import { privilegedNamespace, renderInstall } from './rendering';
import { addDerived, talosDefaults } from './talos-values';
import { ExplainedValue, ValueLedger, ValueSource } from './value-sources';
import { differingValues, valuesText } from './values-text';

/** Cilium as the primary CNI. */
export class CiliumInstall extends NetworkConstruct {
  /** The install of the app that a construct is in, or undefined. Found whatever the order of construction, so ask at synth. */
  public static of(scope: IConstruct): CiliumInstall | undefined {
    return Boundary.of(scope).one(Role.PRIMARY_CNI) as CiliumInstall | undefined;
  }

  /** Version of the chart and of Cilium. */
  public readonly version: string;
  /** Namespace of the install. */
  public readonly namespace: string;
  private readonly props: CiliumInstallProps;
  private readonly given: GivenValue[];
  private readonly source: ChartSource;
  private readonly delivery: CiliumDelivery;
  private readonly bootstrap: CiliumBootstrap;
  private readonly adoption: { releaseName: string; releaseNamespace: string } | undefined;
  private rendered: PlacedRendering | undefined;

  public constructor(scope: Construct, id: string, props: CiliumInstallProps = {}) {
    super(scope, id);
    this.props = props;
    this.source = props.chartSource ?? ChartSource.native();
    this.delivery = props.delivery ?? CiliumDelivery.objects();
    this.version = this.versionOf(props);
    this.namespace = valueAt(this, () => checkObjectName('Namespace', props.namespace ?? 'kube-system'));
    this.given = valueAt(this, () => givenValues(props));
    this.adoption = this.adoptionOf(props);
    this.bootstrap = props.bootstrap ?? CiliumBootstrap.inline();
    if (!this.delivery._objectsInChart && this.delivery._statement === undefined && this.bootstrap._method === 'apply')
      throw new ValidationError(
        this,
        'cilium/delivery',
        'CiliumDelivery.bootstrapOnly() with CiliumBootstrap.apply(): no file holds the install',
        'leave bootstrap out, or choose another delivery',
      );
    if (props.devices !== undefined && this.given.some(({ path }) => path === 'devices'))
      throw new ValidationError(
        this,
        'cilium/value-twice',
        'devices is given by the property devices and in values',
        'say it once',
      );
    valueAt(this, () => notEmpty('devices', props.devices, '[lan]'));
    const facts = Boundary.of(this);
    facts.register(Role.PRIMARY_CNI, this);
    // Said from what was given alone: asking for the requirements of others here would ask this one again.
    facts.require(() =>
      this.ledgerOf([]).get('kubeProxyReplacement') === true
        ? [{ feature: Feature.KUBE_PROXY_REPLACEMENT, by: this, reason: 'Cilium handles Services' }]
        : [],
    );
    this.deliverFirstCopy(facts);
    const release = {
      version: this.version,
      namespace: this.namespace,
      values: () => differingValues(this.version, this.chartValues()),
    };
    for (const { id: child, ...object } of this.delivery._objects(release)) this._emit(child, object);
    // Nothing else would make it: Talos applies nothing here, and Helm's own namespace would not let privileged pods in.
    if (this.delivery._statement !== undefined && !this.isAppliedByTalos && this.createNamespace) {
      this._emitWhole({ id: 'namespace', object: privilegedNamespace(this.namespace) });
    }
    // Which objects there are depends on what other constructs require.
    if (this.delivery._objectsInChart) this._emitLate(() => this.rendering().placed);
  }

  /** Every value that was set, with its source and reason. Complete once all constructs of the app exist. */
  public explain(): ExplainedValue[] {
    return this.ledger().all();
  }

  /** The values as the tree of a values file, as `helm` takes it. Complete once all constructs of the app exist. */
  public chartValues(): { [key: string]: any } {
    return this.ledger().tree();
  }

  /** The text of a values file that makes helm render this install: what differs from the chart's defaults. Complete once all constructs exist. */
  public valuesYaml(): string {
    return valuesText(this.version, differingValues(this.version, this.chartValues()));
  }

  /** @internal */
  public override _check(): Finding[] {
    const { path } = this.node;
    const ledger = this.ledger();
    return [
      ...ledger.conflicts.map(({ given, required }) =>
        errorAt(
          path,
          'cilium/feature-off',
          `${given.path} is set to ${JSON.stringify(given.value)}, but ${required.reason} and needs ${JSON.stringify(required.value)}`,
          `leave ${given.path} out, or set it to ${JSON.stringify(required.value)}`,
        ),
      ),
      ...foreignLinkFindings(this, this.props.devices ?? []),
      ...this.rendering().problems.map((problem) =>
        (problem.level === 'error' ? errorAt : warningAt)(
          path,
          `cilium/${problem.code.replace(/\//g, '-')}`,
          problem.path === '' ? problem.message : `${problem.path}: ${problem.message}`,
          problem.repair,
        ),
      ),
      ...this.copyFindings(),
    ];
  }

  /** The objects of the install, whoever delivers them: what Talos applies at bootstrap, and what runs. @internal */
  public _installed(): Manifest[] {
    return this.delivery._objectsInChart
      ? this._manifests()
      : this.rendering().objects.map((object) => canonical(object) as Manifest);
  }

  private get isAppliedByTalos(): boolean {
    return this.bootstrap._method === 'inline' || this.bootstrap._method === 'hosted';
  }

  /** Who brings the first copy. */
  private deliverFirstCopy(facts: Boundary): void {
    const manifests = () => this._installed();
    const { _method: method, _url: url } = this.bootstrap;
    const step = (what: string, commands: () => string[]) => {
      facts.addBootstrapStep({ by: this, what, commands });
    };
    if (method === 'inline') facts.deliver({ name: FIRST_COPY, by: this, manifests });
    else if (method === 'hosted') facts.deliverExternal({ name: FIRST_COPY, by: this, url: url!, hosted: manifests });
    else if (method === 'apply')
      step('apply the objects of Cilium', () => ['kubectl apply --server-side --filename .']);
    else {
      facts.addFile({ name: VALUES_FILE, by: this, text: () => this.valuesYaml() });
      step('install Cilium with helm', () => [
        `helm install cilium oci://quay.io/cilium/charts/cilium --version ${this.version} --namespace ${this.namespace} --values ${VALUES_FILE}`,
      ]);
    }
  }

  private copyFindings(): Finding[] {
    const statement = this.delivery._statement;
    if (this.delivery._objectsInChart) return [];
    if (statement === undefined) return missingJobs(this.node.path, this.rendering().objects);
    const render = (version: string, values: PlainMap) => renderInstall({ ...this.request(), version, values });
    return copyFindings(
      this.node.path,
      { version: this.version, values: this.chartValues() },
      () => statement(this._manifests()),
      render,
    );
  }

  private versionOf({ version: minor = CiliumVersion.V1_20 }: CiliumInstallProps): string {
    const version = this.source._helm?.version ?? latestPatch(minor);
    if (version !== undefined) return version.replace(/^v/, '');
    throw new ValidationError(
      this,
      'cilium/version',
      `Cilium ${minor} is not supported natively`,
      `write one of: ${Object.values(CiliumVersion).join(', ')}; or let helm render the chart: ChartSource.helm({ version: '${minor}.…' })`,
    );
  }

  private adoptionOf({ adoption }: CiliumInstallProps): { releaseName: string; releaseNamespace: string } | undefined {
    const taker = this.delivery._adoptedBy;
    if (adoption === undefined && taker === undefined) return undefined;
    const [releaseName, releaseNamespace] = [
      adoption?.releaseName ?? taker ?? 'cilium',
      adoption?.releaseNamespace ?? this.namespace,
    ];
    if (taker !== undefined && (releaseName !== taker || releaseNamespace !== this.namespace))
      throw new ValidationError(
        this,
        'cilium/adoption',
        `adoption by release ${releaseNamespace}/${releaseName}, but the delivery is release ${this.namespace}/${taker}`,
        'leave adoption out',
      );
    return { releaseName, releaseNamespace };
  }

  private get createNamespace(): boolean {
    return this.props.createNamespace ?? this.namespace !== 'kube-system';
  }

  private ledger(): ValueLedger {
    return this.ledgerOf(
      Boundary.of(this)
        .requirements()
        .filter((r) => r.by !== this),
    );
  }

  private ledgerOf(requirements: ReturnType<Boundary['requirements']>): ValueLedger {
    const ledger = new ValueLedger();
    const { path: at } = this.node;
    for (const { path, value, property } of this.given)
      ledger.add({
        path,
        value,
        source: ValueSource.GIVEN,
        reason: property === undefined ? `given at ${at}` : `${property} of ${at}`,
      });
    if (this.props.devices !== undefined) {
      ledger.add({
        path: 'devices',
        value: linkDevices(this.props.devices),
        source: ValueSource.GIVEN,
        reason: `links ${this.props.devices.map((link) => link.name).join(', ')} of ${at}`,
      });
    }
    for (const feature of Object.values(Feature)) {
      const of = requirements.filter((r) => r.feature === feature);
      if (of.length === 0) continue;
      for (const { path, value } of requiredValues(feature, of)) {
        ledger.add({
          path,
          value,
          source: ValueSource.REQUIRED,
          reason: of.map((r) => `${r.by.node.path} requires it: ${r.reason}`).join('; '),
        });
      }
    }
    for (const value of talosDefaults(findRelease(this.version) ?? findRelease(latestVersion())!)) ledger.add(value);
    addDerived(ledger, TalosCluster.of(this));
    return ledger;
  }

  private request() {
    return {
      source: this.source,
      version: this.version,
      values: this.ledger().tree(),
      namespace: this.namespace,
      createNamespace: this.createNamespace,
      kubeVersion: TalosCluster.of(this)?.kubernetesVersion,
      dashboardFolder: this.props.dashboards?.folder,
      adoption: this.adoption,
    };
  }

  /** The same as long as values and version of Kubernetes are the same. */
  private rendering(): PlacedRendering {
    const request = this.request();
    const key = JSON.stringify([request.values, request.kubeVersion]);
    if (this.rendered?.key !== key) {
      const result = renderInstall(request);
      this.rendered = { key, ...result, placed: result.objects.map((object) => ({ id: idOf(object), object })) };
    }
    return this.rendered;
  }
}

/** Name of the first copy; Talos applies manifests in the order of their names. */
const FIRST_COPY = '10-cilium';
/** Values for helm, below the output folder. */
const VALUES_FILE = 'helm/cilium-values.yaml';

interface PlacedRendering extends Rendering {
  /** Values and version of Kubernetes that it was made of. */
  readonly key: string;
  readonly placed: readonly PlacedObject[];
}

/** Main object of the install. */
const MAIN = /^DaemonSet\/[^/]+\/cilium$/;

function idOf(object: Manifest): string {
  const key = objectKey(object);
  return MAIN.test(key) ? 'Default' : key.replace(/\//g, '-');
}
