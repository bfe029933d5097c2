// whereabouts: the IPAM plugin with one pool for the whole cluster, its definitions, and who cleans up behind pods.
import { Construct } from 'constructs';
import { NetworkConstruct, ValidationError, valueAt } from '../construct';
import { checkObjectName } from '../manifest';
import { parseImage } from './image';
import { checkMemory } from './memory';
import { PRIVILEGED_NAMESPACE } from './objects';
import { WHEREABOUTS_IMAGE } from './releases';
import {
  CLUSTER_RULES,
  definitions,
  NAMESPACE_RULES,
  nodeSpec,
  RECONCILER,
  reconcilerSpec,
  SLICE_CONTROLLER,
  sliceControllerSpec,
  WHEREABOUTS,
  WHEREABOUTS_CONFIG,
  WhereaboutsSettings,
} from './whereabouts-objects';

/** Properties of Whereabouts. */
export interface WhereaboutsProps {
  /**
   * Namespace of everything, the pools included. Outside kube-system a Namespace with the pod-security labels that the DaemonSet needs is emitted too.
   *
   * @default kube-system
   */
  readonly namespace?: string;
  /**
   * Image with a release tag, the digest if you like.
   *
   * @default ghcr.io/k8snetworkplumbingwg/whereabouts:v0.9.4
   */
  readonly image?: string;
  /**
   * When addresses of pods that are gone are freed which their nodes did not free: five fields of cron, in UTC.
   *
   * @default 30 4 * * *
   */
  readonly reconcilerCron?: string;
  /** Runs the controller that gives nodes slices of a range, for networks with `nodeSliceSize`. @default false */
  readonly nodeSlices?: boolean;
  /** Most memory of each container. @default 200Mi */
  readonly memoryLimit?: string;
  /** Reaches the Kubernetes API through KubePrism (127.0.0.1:7445), the plugin on the nodes included. @default false */
  readonly kubePrism?: boolean;
}

/**
 * whereabouts on Talos Linux: what `Ipam.whereabouts()` needs. Definitions, a DaemonSet that installs the plugin, and a reconciler. Its writing rights end
 * at its namespace.
 */
export class Whereabouts extends NetworkConstruct {
  /** Namespace of everything. */
  public readonly namespace: string;
  private readonly settings: WhereaboutsSettings;

  public constructor(scope: Construct, id: string, props: WhereaboutsProps = {}) {
    super(scope, id);
    this.namespace = valueAt(this, () => checkObjectName('Namespace', props.namespace ?? 'kube-system'));
    const image = props.image ?? WHEREABOUTS_IMAGE;
    valueAt(this, () => parseImage(image, false));
    this.settings = {
      namespace: this.namespace,
      image,
      memoryLimit: valueAt(this, () => checkMemory(props.memoryLimit ?? '200Mi')),
      reconcilerCron: this.cronOf(props.reconcilerCron ?? '30 4 * * *'),
      kubePrism: props.kubePrism ?? false,
    };
    this.emitRights();
    this.emitPrograms(props.nodeSlices ?? false);
  }

  private emitRights(): void {
    const { namespace } = this;
    const rbac = 'rbac.authorization.k8s.io/v1';
    const subjects = [{ kind: 'ServiceAccount', name: WHEREABOUTS, namespace }];
    const roleRef = (kind: string) => ({ apiGroup: 'rbac.authorization.k8s.io', kind, name: WHEREABOUTS });
    const name = WHEREABOUTS;
    if (namespace !== 'kube-system')
      this._emit('Namespace', {
        apiVersion: 'v1',
        kind: 'Namespace',
        name: namespace,
        labels: PRIVILEGED_NAMESPACE,
        body: () => ({}),
      });
    for (const { kind, name: crd, spec } of definitions())
      this._emit(kind, {
        apiVersion: 'apiextensions.k8s.io/v1',
        kind: 'CustomResourceDefinition',
        name: crd,
        body: () => ({ spec }),
      });
    this._emit('ServiceAccount', { apiVersion: 'v1', kind: 'ServiceAccount', name, namespace, body: () => ({}) });
    this._emit('ClusterRole', {
      apiVersion: rbac,
      kind: 'ClusterRole',
      name,
      body: () => ({ rules: CLUSTER_RULES }),
    });
    this._emit('ClusterRoleBinding', {
      apiVersion: rbac,
      kind: 'ClusterRoleBinding',
      name,
      body: () => ({ roleRef: roleRef('ClusterRole'), subjects }),
    });
    this._emit('Role', { apiVersion: rbac, kind: 'Role', name, namespace, body: () => ({ rules: NAMESPACE_RULES }) });
    this._emit('RoleBinding', {
      apiVersion: rbac,
      kind: 'RoleBinding',
      name,
      namespace,
      body: () => ({ roleRef: roleRef('Role'), subjects }),
    });
  }

  private emitPrograms(nodeSlices: boolean): void {
    const { namespace, settings } = this;
    this._emit('ConfigMap', {
      apiVersion: 'v1',
      kind: 'ConfigMap',
      name: WHEREABOUTS_CONFIG,
      namespace,
      body: () => ({ data: { 'cron-expression': settings.reconcilerCron } }),
    });
    this._emit('Default', {
      apiVersion: 'apps/v1',
      kind: 'DaemonSet',
      name: WHEREABOUTS,
      namespace,
      labels: { app: WHEREABOUTS, tier: 'node' },
      body: () => ({ spec: nodeSpec(settings) }),
    });
    this._emit('Reconciler', {
      apiVersion: 'apps/v1',
      kind: 'Deployment',
      name: RECONCILER,
      namespace,
      body: () => ({ spec: reconcilerSpec(settings) }),
    });
    if (nodeSlices)
      this._emit('SliceController', {
        apiVersion: 'apps/v1',
        kind: 'Deployment',
        name: SLICE_CONTROLLER,
        namespace,
        body: () => ({ spec: sliceControllerSpec(settings) }),
      });
  }

  private cronOf(text: string): string {
    if (/^\S+( \S+){4}$/.test(text)) return text;
    throw new ValidationError(
      this,
      'multus/cron',
      `not a schedule: "${text}"`,
      'write five fields of cron with one blank between them, such as "30 4 * * *"',
    );
  }
}
