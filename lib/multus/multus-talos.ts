// Multus as Talos needs it: the upstream manifest with its adaptations, and the CNI plugins and daemons that the app's networks use.
import { Construct } from 'constructs';
import { Boundary, Feature, Role } from '../cluster';
import { NetworkConstruct, PlacedObject, valueAt } from '../construct';
import { checkObjectName } from '../manifest';
import { checkProps, connectionLimitOf, multusImage } from './check-props';
import { daemonConfig } from './daemon-config';
import { MultusDaemonOptions } from './daemon-options';
import { daemonSetSpec } from './daemon-set';
import { DHCP_DAEMON, DHCP_LABELS, dhcpDaemonSpec } from './dhcp-daemon';
import { MultusLogLevel, MultusMode, MultusTalosProps } from './multus-props';
import {
  CONFIG_MAP,
  clusterRoleRules,
  CRD,
  crdSpec,
  DAEMON_SET,
  LABELS,
  MULTUS,
  MultusSettings,
  PRIVILEGED_NAMESPACE,
} from './objects';
import {
  CILIUM_CONFIG,
  INSTALLABLE_PLUGINS,
  INSTALLER_FOLDER,
  INSTALLER_IMAGE,
  multusRelease,
  MultusVersion,
  TALOS_PLUGINS,
} from './releases';

/**
 * Multus on Talos Linux. Requires `cni.exclusive: false` of Cilium, which otherwise renames the configuration of Multus away.
 *
 * Brings the CNI plugins that the app's networks use and Talos does not ship; existing files on the nodes are left alone.
 */
export class MultusTalos extends NetworkConstruct {
  /** Release of Multus. */
  public readonly version: MultusVersion;
  /** Namespace of the DaemonSet. */
  public readonly namespace: string;
  /** Image of the daemon. */
  public readonly image: string;
  /** How Multus is run. */
  public readonly mode: MultusMode;
  private readonly props: MultusTalosProps;
  private readonly daemon: MultusDaemonOptions;
  private readonly connectionLimit: number | undefined;

  public constructor(scope: Construct, id: string, props: MultusTalosProps = {}) {
    super(scope, id);
    this.props = props;
    this.version = props.version ?? MultusVersion.V4_3_0;
    this.mode = props.mode ?? MultusMode.THICK;
    this.daemon = props.daemon ?? {};
    this.namespace = valueAt(this, () => checkObjectName('Namespace', props.namespace ?? 'kube-system'));
    const release = multusRelease(this.version);
    this.image = valueAt(this, () => multusImage(props.image, this.mode, release));
    this.connectionLimit = valueAt(this, () => connectionLimitOf(props.connectionLimit, this.mode, release));
    valueAt(this, () => checkProps(props, this.mode, release));
    this.emitAll();
    const facts = Boundary.of(this);
    facts.register(Role.META_CNI, this);
    facts.require(() => [
      {
        feature: Feature.NON_EXCLUSIVE_CNI,
        by: this,
        reason: "Multus writes its own CNI configuration beside Cilium's",
      },
    ]);
    if (props.inlineManifest ?? true)
      facts.deliver({ name: '20-multus', by: this, manifests: () => this._manifests() });
  }

  /** CNI plugins that the init container brings, by name. Call at synth. @internal */
  public _installed(): string[] {
    return [...new Set(this.used())].filter((plugin) => !TALOS_PLUGINS.includes(plugin)).sort();
  }

  private emitAll(): void {
    const { namespace } = this;
    if (namespace !== 'kube-system')
      this._emit('Namespace', {
        apiVersion: 'v1',
        kind: 'Namespace',
        name: namespace,
        labels: PRIVILEGED_NAMESPACE,
        body: () => ({}),
      });
    this._emit('Crd', {
      apiVersion: 'apiextensions.k8s.io/v1',
      kind: 'CustomResourceDefinition',
      name: CRD,
      body: () => ({ spec: crdSpec(multusRelease(this.version)) }),
    });
    this._emit('ServiceAccount', {
      apiVersion: 'v1',
      kind: 'ServiceAccount',
      name: MULTUS,
      namespace,
      body: () => ({}),
    });
    this._emit('ClusterRole', {
      apiVersion: 'rbac.authorization.k8s.io/v1',
      kind: 'ClusterRole',
      name: MULTUS,
      body: () => ({ rules: clusterRoleRules(this.daemon) }),
    });
    this._emit('ClusterRoleBinding', {
      apiVersion: 'rbac.authorization.k8s.io/v1',
      kind: 'ClusterRoleBinding',
      name: MULTUS,
      body: () => ({
        roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'ClusterRole', name: MULTUS },
        subjects: [{ kind: 'ServiceAccount', name: MULTUS, namespace }],
      }),
    });
    if (this.mode === MultusMode.THICK)
      this._emit('ConfigMap', {
        apiVersion: 'v1',
        kind: 'ConfigMap',
        name: CONFIG_MAP,
        namespace,
        labels: LABELS,
        body: () => ({ data: { 'daemon-config.json': daemonConfig(this.settings()) } }),
      });
    this._emit('Default', {
      apiVersion: 'apps/v1',
      kind: 'DaemonSet',
      name: DAEMON_SET,
      namespace,
      labels: { ...LABELS, name: MULTUS },
      body: () => ({ spec: daemonSetSpec(this.settings()) }),
    });
    this._emitLate(() => this.daemons());
  }

  /** What runs only where networks of the app need it. */
  private daemons(): PlacedObject[] {
    if (!this.used().includes('dhcp')) return [];
    const { installerImage, installerFolder, dhcpImage } = this.props;
    const image = dhcpImage ?? installerImage ?? INSTALLER_IMAGE;
    return [
      {
        id: 'DhcpDaemon',
        object: {
          apiVersion: 'apps/v1',
          kind: 'DaemonSet',
          metadata: { name: DHCP_DAEMON, namespace: this.namespace, labels: DHCP_LABELS },
          spec: dhcpDaemonSpec({ image, folder: installerFolder ?? INSTALLER_FOLDER }),
        },
      },
    ];
  }

  /** What the objects depend on, with what only the whole app knows. Call at synth. */
  private settings(): MultusSettings {
    const { props } = this;
    const masterCni =
      props.masterCni ?? (Boundary.of(this).one(Role.PRIMARY_CNI) === undefined ? undefined : CILIUM_CONFIG);
    return {
      release: multusRelease(this.version),
      thin: this.mode === MultusMode.THIN,
      daemon: this.daemon,
      namespace: this.namespace,
      image: this.image,
      cpuRequest: props.cpuRequest ?? '100m',
      memoryRequest: props.memoryRequest ?? '128Mi',
      memoryLimit: props.memoryLimit ?? '512Mi',
      logLevel: props.logLevel ?? MultusLogLevel.VERBOSE,
      kubePrism: props.kubePrism ?? false,
      ...(masterCni === undefined ? {} : { masterCni }),
      ...(this.connectionLimit === undefined ? {} : { connectionLimit: this.connectionLimit }),
      namespaceIsolation: props.namespaceIsolation ?? false,
      globalNamespaces: props.globalNamespaces ?? [],
      installer: {
        image: props.installerImage ?? INSTALLER_IMAGE,
        folder: props.installerFolder ?? INSTALLER_FOLDER,
        plugins: this._installed(),
      },
    };
  }

  /** Plugins of the networks, and those that the user names. What is not of the CNI project comes with an install of its own. */
  private used(): string[] {
    const ofNetworks = Boundary.of(this)
      .plugins()
      .map(({ plugin }) => plugin);
    return [...ofNetworks.filter((plugin) => INSTALLABLE_PLUGINS.includes(plugin)), ...(this.props.plugins ?? [])];
  }
}
