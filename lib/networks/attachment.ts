// The attachments of one workload to its networks: their order, their interface names, and what the workload becomes by them.
import { ApiObject } from 'cdk8s';
import { IConstruct } from 'constructs';
import { WorkloadView } from '../construct';
import { isMap, PlainMap } from '../manifest';
import { AttachOptions, RequestedAddress } from './attach-options';
import { written } from './cni-config';
import { guarded } from './interface-guard';

/** Annotation on the pod template. On the workload itself nobody reads it. */
export const NETWORKS_ANNOTATION = 'k8s.v1.cni.cncf.io/networks';

/** One workload on one network. */
export interface Attachment {
  /** `namespace/name` of the NetworkAttachmentDefinition. */
  readonly networkKey: string;
  readonly network: IConstruct;
  readonly workload: WorkloadView;
  readonly interfaceName?: string;
  readonly addresses: readonly RequestedAddress[];
  readonly mac?: string;
  /** Everything else that is asked for. */
  readonly options: AttachOptions;
  /** The addresses as the annotation has them; asked for at synth. */
  readonly ips: () => string[];
  /** Resource of the device plugin that hands out the device of the interface. */
  readonly resourceName?: string;
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
  private byHand = false;

  private constructor(private readonly workload: WorkloadView) {
    workload.amendPods((template) => this.attached(template));
  }

  public add(attachment: Attachment): void {
    if (!this.isFixed() && isFixed(attachment)) this.workload.keepOnePod();
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

  /** True if somebody wrote the annotation by hand; it is lost. Call at synth. */
  public overwrites(): boolean {
    this.workload.manifest();
    return this.byHand;
  }

  private isFixed(): boolean {
    return this.list.some(isFixed);
  }

  private attached(template: PlainMap): PlainMap {
    const metadata = isMap(template.metadata) ? template.metadata : {};
    const annotations = isMap(metadata.annotations) ? metadata.annotations : {};
    this.byHand = annotations[NETWORKS_ANNOTATION] !== undefined;
    const text = annotationText(this.ordered(), this.workload.namespace);
    const annotated = {
      ...template,
      metadata: { ...metadata, annotations: { ...annotations, [NETWORKS_ANNOTATION]: text } },
    };
    const required = this.named().filter(({ attachment }) => attachment.options.required === true);
    return guarded(
      withResources(
        annotated,
        this.list.flatMap(({ resourceName }) => resourceName ?? []),
      ),
      required.map(({ name }) => name),
      required.flatMap(({ attachment }) => attachment.options.requiredImage ?? [])[0],
    );
  }
}

/** A second pod would ask for the same. */
function isFixed({ addresses, mac }: Attachment): boolean {
  return addresses.length > 0 || mac !== undefined;
}

/**
 * The annotation: the short form while names say everything, JSON as soon as an attachment asks for more.
 *
 * @param namespace namespace of the pods; networks of other namespaces are written with theirs
 */
export function annotationText(attachments: readonly Attachment[], namespace: string): string {
  const elements = attachments.map((attachment) => element(attachment, namespace));
  const short = elements.every((each) => Object.keys(each).every((key) => SHORT_KEYS.includes(key)));
  return short ? elements.map(shortForm).join(',') : JSON.stringify(elements, null, 2);
}

/** What the short form can say. */
const SHORT_KEYS: readonly string[] = ['name', 'namespace', 'interface'];

function shortForm(entry: PlainMap): string {
  const before = entry.namespace === undefined ? '' : `${String(entry.namespace)}/`;
  return `${before}${String(entry.name)}${entry.interface === undefined ? '' : `@${String(entry.interface)}`}`;
}

/** One entry, by the keys of Multus. Source: network-attachment-definition-client, NetworkSelectionElement. */
function element({ networkKey, interfaceName, mac, ips, options }: Attachment, podNamespace: string): PlainMap {
  const [namespace = '', name = ''] = networkKey.split('/');
  const addresses = ips();
  return written({
    name,
    namespace: namespace === podNamespace ? undefined : namespace,
    interface: interfaceName,
    ips: addresses.length === 0 ? undefined : addresses,
    mac,
    'default-route': options.defaultRoute,
    'cni-args': options.cniArgs,
    // The protocol is always written: without one ADD fails (vector portmap-protocol-missing).
    portMappings: options.portMappings?.map(({ hostPort, containerPort, protocol, hostIp }) =>
      written({ hostPort, containerPort, protocol: (protocol ?? 'TCP').toLowerCase(), hostIP: hostIp }),
    ),
    bandwidth: options.bandwidth,
    'infiniband-guid': options.infinibandGuid,
    deviceID: options.deviceId,
    'ipam-claim-reference': options.ipamClaim,
  });
}

/** The pods with one more of each resource: kubelet hands the devices to the first container, and Multus asks kubelet which they are. */
function withResources(template: PlainMap, names: readonly string[]): PlainMap {
  const spec = isMap(template.spec) ? template.spec : {};
  const [first, ...others] = Array.isArray(spec.containers) ? (spec.containers as PlainMap[]) : [];
  if (names.length === 0 || first === undefined) return template;
  const resources = isMap(first.resources) ? first.resources : {};
  const more = (field: 'requests' | 'limits') => {
    const known = isMap(resources[field]) ? resources[field] : {};
    const counts: Record<string, string> = {};
    for (const name of names) counts[name] = String(Number(counts[name] ?? known[name] ?? 0) + 1);
    return { ...known, ...counts };
  };
  const asking = { ...first, resources: { ...resources, requests: more('requests'), limits: more('limits') } };
  return { ...template, spec: { ...spec, containers: [asking, ...others] } };
}
