// The pods behind Services, and the ports that connections have there: policy sees the pod, never the Service.
import { isMap, PlainMap } from '../manifest';
import { portNames, portsNamed } from '../models/agent/verdict';
import { ReachObject } from './input';
import type { Reachability } from './reachability';
import { Workload } from './workloads';

/** A party behind a Service, and its port. @internal */
export interface ServicePod {
  readonly party: number;
  readonly port: number;
}

/** A Service by its name. @internal */
export function findService(reach: Reachability, namespace: string, name: string): ReachObject | undefined {
  return reach.services.find(
    ({ manifest: { metadata } }) => (metadata.namespace ?? 'default') === namespace && metadata.name === name,
  );
}

/** Workloads that the selector of a Service selects; none without a selector. @internal */
export function selectedBy(reach: Reachability, { manifest }: ReachObject): Workload[] {
  const selector = isMap(manifest.spec) && isMap(manifest.spec.selector) ? manifest.spec.selector : {};
  const labels = Object.entries(selector);
  if (labels.length === 0) return [];
  const namespace = manifest.metadata.namespace ?? 'default';
  return reach.workloads.filter(
    (workload) => workload.namespace === namespace && labels.every(([key, value]) => workload.labels[key] === value),
  );
}

/** Parties behind a port of a Service, each with its own port; pods in the network of their node are the nodes. @internal */
export function servicePods(
  reach: Reachability,
  namespace: string,
  name: string,
  port: number | undefined,
  protocol: string,
): ServicePod[] {
  const service = findService(reach, namespace, name);
  if (service === undefined || port === undefined) return [];
  return selectedBy(reach, service).flatMap((workload) => {
    const target = targetPort(service, port, protocol, workload);
    return target === undefined ? [] : partiesFor(reach, workload).map((party) => ({ party, port: target }));
  });
}

/** Positions of the parties that the pods of a workload are. @internal */
export function partiesFor(reach: Reachability, { namespace, name, kind, hostNetwork }: Workload): number[] {
  const ids = hostNetwork ? ['host', 'remote-node'] : [`${namespace}/${name}[${kind}]`];
  return ids.flatMap((id) => reach.find(id) ?? []);
}

function targetPort(
  { manifest }: ReachObject,
  port: number,
  protocol: string,
  { ports }: Workload,
): number | undefined {
  const spec: PlainMap = isMap(manifest.spec) ? manifest.spec : {};
  for (const each of Array.isArray(spec.ports) ? (spec.ports as unknown[]) : []) {
    if (!isMap(each) || each.port !== port || (typeof each.protocol === 'string' ? each.protocol : 'TCP') !== protocol)
      continue;
    const { targetPort: target } = each;
    if (typeof target === 'number') return target;
    return typeof target === 'string' ? portsNamed(portNames(ports), target.toLowerCase(), protocol)[0] : port;
  }
  return undefined;
}
