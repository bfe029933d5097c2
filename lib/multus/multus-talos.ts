// Multus (thick) as Talos needs it: the upstream manifest with its adaptations, and the CNI plugins that the app's networks use.
import { Construct } from 'constructs';
import { Boundary, Feature, Role } from '../cluster';
import { NetworkConstruct, ValidationError, valueAt } from '../construct';
import { checkObjectName } from '../manifest';
import { quantity } from '../models/api-server/schema/quantity';
import { daemonSetSpec } from './daemon-set';
import { parseImage } from './image';
import { MultusLogLevel, MultusTalosProps } from './multus-props';
import {
  CONFIG_MAP,
  clusterRoleRules,
  CRD,
  crdSpec,
  DAEMON_SET,
  daemonConfig,
  LABELS,
  MULTUS,
  MultusSettings,
  PRIVILEGED_NAMESPACE,
} from './objects';
import { checkMemory } from './memory';
import {
  CILIUM_CONFIG,
  INSTALLABLE_PLUGINS,
  INSTALLER_FOLDER,
  INSTALLER_IMAGE,
  multusRelease,
  MultusVersion,
  TALOS_PLUGINS,
} from './releases';

/** Concurrent requests that fit into 512Mi beside the daemon itself. Source: multus-cni PR#1510. */
const CONNECTION_LIMIT = 4;

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
  private readonly props: MultusTalosProps;
  private readonly connectionLimit: number | undefined;

  public constructor(scope: Construct, id: string, props: MultusTalosProps = {}) {
    super(scope, id);
    this.props = props;
    this.version = props.version ?? MultusVersion.V4_3_0;
    this.namespace = valueAt(this, () => checkObjectName('Namespace', props.namespace ?? 'kube-system'));
    this.image = this.imageOf(props.image);
    valueAt(this, () => parseImage(props.installerImage ?? INSTALLER_IMAGE, false));
    this.connectionLimit = this.connectionLimitOf(props.connectionLimit);
    this.checkValues(props);
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
      body: () => ({ rules: clusterRoleRules() }),
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
  }

  /** What the objects depend on, with what only the whole app knows. Call at synth. */
  private settings(): MultusSettings {
    const { props } = this;
    const masterCni =
      props.masterCni ?? (Boundary.of(this).one(Role.PRIMARY_CNI) === undefined ? undefined : CILIUM_CONFIG);
    return {
      release: multusRelease(this.version),
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

  private used(): string[] {
    return [
      ...Boundary.of(this)
        .plugins()
        .map(({ plugin }) => plugin),
      ...(this.props.plugins ?? []),
    ];
  }

  private imageOf(image: string | undefined): string {
    if (image === undefined) {
      const { repository, tag, digest } = multusRelease(this.version).image;
      return `${repository}:${tag}@${digest}`;
    }
    const { tag } = valueAt(this, () => parseImage(image, true));
    if (!tag.includes('thick'))
      throw this.error(
        'image-thin',
        `image "${image}" is not the thick plugin: the daemon is not in it`,
        `write the tag "v${this.version}-thick"`,
      );
    const version = /^v?(\d+\.\d+\.\d+)/.exec(tag)?.[1];
    if (version !== undefined && version !== this.version)
      throw this.error(
        'image-version',
        `image "${image}" is Multus ${version}, version is ${this.version}`,
        'write the same release in both: the manifest belongs to it',
      );
    return image;
  }

  private connectionLimitOf(limit: number | undefined): number | undefined {
    const known = multusRelease(this.version).connectionLimit;
    if (limit === undefined) return known ? CONNECTION_LIMIT : undefined;
    if (!known)
      throw this.error(
        'connection-limit',
        `connectionLimit ${limit} with Multus ${this.version}, which does not know it`,
        'use MultusVersion.V4_3_0, or leave it out and raise memoryLimit',
      );
    if (!Number.isInteger(limit) || limit < 1)
      throw this.error(
        'connection-limit',
        `connectionLimit ${limit}: the daemon does not start`,
        'write a whole number from 1, such as 4',
      );
    return limit;
  }

  private checkValues(props: MultusTalosProps): void {
    const [request, limit] = [props.memoryRequest ?? '128Mi', props.memoryLimit ?? '512Mi'];
    for (const text of [request, limit]) valueAt(this, () => checkMemory(text));
    if (quantity(request)! > quantity(limit)!)
      throw this.error(
        'memory',
        `memory request ${request} above the limit ${limit}`,
        'write a limit of at least the request',
      );
    if (props.cpuRequest !== undefined && !/^(\d+m|\d+(\.\d{1,3})?)$/.test(props.cpuRequest))
      throw this.error('cpu', `not an amount of CPU: "${props.cpuRequest}"`, 'write thousandths, such as "100m"');
    if (
      props.masterCni !== undefined &&
      (!/^[\w.-]+\.(conf|conflist)$/.test(props.masterCni) || props.masterCni.startsWith('00-multus'))
    ) {
      throw this.error(
        'master-cni',
        `not the configuration file of a primary CNI: "${props.masterCni}"`,
        `write the file name in /etc/cni/net.d, such as "${CILIUM_CONFIG}"`,
      );
    }
    if (props.globalNamespaces !== undefined && props.namespaceIsolation !== true)
      throw this.error(
        'global-namespaces',
        `globalNamespaces ${props.globalNamespaces.join(', ')} without namespaceIsolation, where every network may be used`,
        'write namespaceIsolation: true, or leave them out',
      );
    for (const namespace of props.globalNamespaces ?? []) valueAt(this, () => checkObjectName('Namespace', namespace));
    if (props.installerFolder !== undefined && !/^(\/[\w.-]+)+$/.test(props.installerFolder))
      throw this.error(
        'installer-folder',
        `not a folder of an image: "${props.installerFolder}"`,
        'write an absolute path, such as "/plugins"',
      );
    for (const plugin of props.plugins ?? []) {
      if (!/^[a-z0-9][a-z0-9-]*$/.test(plugin))
        throw this.error(
          'plugin-name',
          `not the name of a CNI plugin: "${plugin}"`,
          'write the name of its program, such as "macvlan"',
        );
      // With an image of the user's own nobody knows what is in it.
      if (props.installerImage === undefined && ![...INSTALLABLE_PLUGINS, ...TALOS_PLUGINS].includes(plugin))
        throw this.error(
          'plugin-missing',
          `CNI plugin "${plugin}" is neither on Talos nor in ${INSTALLER_IMAGE}`,
          `use one of ${INSTALLABLE_PLUGINS.join(', ')}, or an installerImage that has it`,
        );
    }
  }

  private error(name: string, problem: string, repair: string): ValidationError {
    return new ValidationError(this, `multus/${name}`, problem, repair);
  }
}
