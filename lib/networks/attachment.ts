// The attachments of one workload to its networks: their order, their interface names, and the annotation that Multus reads.
import { ApiObject } from 'cdk8s';
import { IConstruct } from 'constructs';
import { WorkloadView } from '../construct';
import { isMap } from '../manifest';
import { InterfaceAddress, IpAddress } from '../net';

/** Annotation on the pod template. On the workload itself nobody reads it. */
export const NETWORKS_ANNOTATION = 'k8s.v1.cni.cncf.io/networks';

/** How a workload joins a network. */
export interface AttachOptions {
  /**
   * Name of the interface in the pod, at most 15 bytes; not `eth0`, not `lo`.
   *
   * @default - net1, net2, … by position, which is fine for a single network
   */
  readonly interface?: string;
  /**
   * Addresses of the pod: `192.168.40.50`, or with the prefix length of the subnet. Required with `Ipam.static()`, at most one
   * with host-local (Multus hands over no more), none with `Ipam.none()`. Only for workloads of one pod.
   *
   * @default - what IPAM gives
   */
  readonly ips?: string[];
  /**
   * MAC address of the interface: unicast, six pairs. Only for workloads of one pod.
   *
   * @default - random for each pod
   */
  readonly mac?: string;
}

/** A requested address; the prefix length may be left to the subnet. */
export interface RequestedAddress {
  readonly address: IpAddress;
  readonly prefix?: number;
}

/**
 * Parses a requested address.
 *
 * @throws ValueError `net/ip-invalid`, `net/cidr-invalid`
 */
export function parseRequested(text: string): RequestedAddress {
  if (!String(text).includes('/')) return { address: IpAddress.of(text) };
  const { address, prefix } = InterfaceAddress.of(text);
  return { address, prefix };
}

/** One workload on one network. */
export interface Attachment {
  /** `namespace/name` of the NetworkAttachmentDefinition. */
  readonly networkKey: string;
  readonly network: IConstruct;
  readonly workload: WorkloadView;
  readonly interfaceName?: string;
  readonly addresses: readonly RequestedAddress[];
  readonly mac?: string;
  /** The addresses as the annotation has them; asked for at synth. */
  readonly ips: () => string[];
}

/** All attachments of one workload. */
export class WorkloadAttachments {
  /** The attachments of a workload, shared by all networks that it joins. */
  public static of(workload: WorkloadView): WorkloadAttachments {
    let found = WorkloadAttachments.byObject.get(workload.object);
    if (found === undefined) {
      found = new WorkloadAttachments(workload);
      WorkloadAttachments.byObject.set(workload.object, found);
    }
    return found;
  }

  private static readonly byObject = new WeakMap<ApiObject, WorkloadAttachments>();

  private readonly list: Attachment[] = [];
  private readonly before: () => unknown;

  private constructor(workload: WorkloadView) {
    const { object } = workload;
    if (workload.kind === 'Pod') {
      const metadata: unknown = object.metadata.toJson();
      const annotations = isMap(metadata) && isMap(metadata.annotations) ? metadata.annotations : {};
      const written = annotations[NETWORKS_ANNOTATION];
      this.before = () => written;
    } else {
      // What the workload says without us. annotatePods replaces toJson, so the earlier one still shows a hand-written annotation.
      const render = object.toJson.bind(object);
      this.before = () => handWritten(workload.kind, render());
    }
    workload.annotatePods(NETWORKS_ANNOTATION, () => annotationText(this.ordered(), workload.namespace));
  }

  public add(attachment: Attachment): void {
    this.list.push(attachment);
  }

  /**
   * In the order in which Multus sets the interfaces up, whatever the order of the calls.
   *
   * Unnamed ones first: an unnamed interface is called `net<position>`, so named ones behind cannot move it.
   */
  public ordered(): Attachment[] {
    const key = (a: Attachment) =>
      [
        a.interfaceName === undefined ? '0' : `1${a.interfaceName}`,
        a.networkKey,
        a.network.node.path,
        a.ips().join(),
      ].join('\0');
    return [...this.list].sort((a, b) => (key(a) < key(b) ? -1 : 1));
  }

  /** The attachments with the names that their interfaces get. */
  public named(): { attachment: Attachment; name: string }[] {
    return this.ordered().map((attachment, index) => ({
      attachment,
      name: attachment.interfaceName ?? `net${index + 1}`,
    }));
  }

  /** True if somebody wrote the annotation by hand; it would be lost. */
  public overwrites(): boolean {
    return this.before() !== undefined;
  }
}

/**
 * The annotation: the short form while names say everything, JSON as soon as an attachment asks for more.
 *
 * @param namespace namespace of the pods; networks of other namespaces are written with theirs
 */
export function annotationText(attachments: readonly Attachment[], namespace: string): string {
  const elements = attachments.map((attachment) => {
    const [networkNamespace = '', name = ''] = attachment.networkKey.split('/');
    const ips = attachment.ips();
    return {
      name,
      ...(networkNamespace === namespace ? {} : { namespace: networkNamespace }),
      ...(attachment.interfaceName === undefined ? {} : { interface: attachment.interfaceName }),
      ...(ips.length === 0 ? {} : { ips }),
      ...(attachment.mac === undefined ? {} : { mac: attachment.mac }),
    };
  });
  if (elements.some((element) => 'ips' in element || 'mac' in element)) return JSON.stringify(elements, null, 2);
  return elements
    .map(
      (element) =>
        `${'namespace' in element ? `${element.namespace}/` : ''}${element.name}${'interface' in element ? `@${element.interface}` : ''}`,
    )
    .join(',');
}

function handWritten(kind: string, manifest: unknown): unknown {
  const steps = [
    'spec',
    ...(kind === 'CronJob' ? ['jobTemplate', 'spec'] : []),
    'template',
    'metadata',
    'annotations',
    NETWORKS_ANNOTATION,
  ];
  return steps.reduce((node: unknown, step) => (isMap(node) ? node[step] : undefined), manifest);
}
