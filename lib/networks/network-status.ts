// What Multus reports of a pod's networks, as a file in the pod.
import { IConstruct } from 'constructs';
import { WorkloadView } from '../construct';
import { isMap, mapsIn, PlainMap } from '../manifest';

/** Options of NetworkStatus.mount. */
export interface NetworkStatusOptions {
  /**
   * Folder of the file `network-status.json` in the containers.
   *
   * @default /etc/network-status
   */
  readonly mountPath?: string;
  /**
   * Container that sees the file.
   *
   * @default - every container, init containers left out
   */
  readonly container?: string;
}

const VOLUME = 'network-status';

/**
 * The status of a pod's networks: a JSON list with `name`, `interface`, `ips`, `mac`, `default`, `dns`, `gateway` of each, which Multus writes into an
 * annotation of the pod when its interfaces are up.
 */
export class NetworkStatus {
  /** The annotation. Multus writes it; nobody else should. */
  public static readonly ANNOTATION = 'k8s.v1.cni.cncf.io/network-status';

  /**
   * Lets the containers of a workload read the status as a file, by the downward API. A file and no variable: the kubelet may start a container
   * before it has seen the annotation, and only files follow.
   *
   * @param workload a cdk8s-plus workload, an ApiObject, or a construct whose default child is one
   */
  public static mount(workload: IConstruct, options: NetworkStatusOptions = {}): void {
    const mountPath = options.mountPath ?? '/etc/network-status';
    WorkloadView.of(workload, workload).amendPods((template) => {
      const spec = isMap(template.spec) ? template.spec : {};
      const containers = mapsIn(spec.containers).map((container) =>
        options.container === undefined || options.container === container.name
          ? {
              ...container,
              volumeMounts: [...mapsIn(container.volumeMounts), { name: VOLUME, mountPath, readOnly: true }],
            }
          : container,
      );
      return { ...template, spec: { ...spec, containers, volumes: [...mapsIn(spec.volumes), volume()] } };
    });
  }

  private constructor() {}
}

function volume(): PlainMap {
  const fieldPath = `metadata.annotations['${NetworkStatus.ANNOTATION}']`;
  return { name: VOLUME, downwardAPI: { items: [{ path: 'network-status.json', fieldRef: { fieldPath } }] } };
}
