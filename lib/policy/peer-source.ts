// What a peer is made of: how Cilium writes it in a policy of a namespace, and how Kubernetes does.
import { IConstruct } from 'constructs';
import { ServiceView, ValidationError, WorkloadView } from '../construct';
import { NAMESPACE_LABEL } from '../models/agent';
import { KubernetesPeer, PodSelector } from './pod-selector';
import { PeerKind, RulePeer } from './rule';
import { serviceLabels, workloadLabels } from './workload-pods';

/** The inside of a peer. @internal */
export interface PeerSource {
  readonly kind: PeerKind;
  /** The entry of the list as far as it does not depend on the app: enough to check a rule when it is added. */
  readonly early: unknown;
  /** The workload, if it is one. */
  readonly workload?: IConstruct;
  /** The Service, if it is one. */
  readonly service?: IConstruct;
  /** The entry as a policy of this namespace writes it; undefined for a clusterwide policy. Call at synth only. */
  cilium(policy: IConstruct, namespace: string | undefined): RulePeer;
  /** The peer of a NetworkPolicy of this namespace. Call at synth only. */
  kubernetes(policy: IConstruct, namespace: string): KubernetesPeer;
}

/** Some label will be there; what is asked beyond the peer can be checked at once. */
const LATER = { matchLabels: { app: 'later' } };

/** A peer that every policy writes alike. @internal */
export function fixed(kind: PeerKind, item: unknown, kubernetes: KubernetesPeer): PeerSource {
  return { kind, early: item, cilium: () => ({ kind, item }), kubernetes: () => kubernetes };
}

/** Pods by what is said about them. @internal */
export function podsOf(selector: PodSelector): PeerSource {
  return fixed(PeerKind.ENDPOINTS, selector.cilium(), selector.kubernetes());
}

/** All pods of the namespace that a policy is in. @internal */
export function ownPods(): PeerSource {
  return {
    ...fixed(PeerKind.ENDPOINTS, {}, [{ podSelector: {} }]),
    cilium(policy, namespace) {
      if (namespace === undefined)
        throw new ValidationError(
          policy,
          'policy/subject',
          'a clusterwide policy has no namespace of its own',
          'write Peer.namespace(name), or Peer.anyNamespace()',
        );
      return { kind: PeerKind.ENDPOINTS, item: {} };
    },
  };
}

/** Pods of a workload, whose labels are known at synth. @internal */
export function workloadPods(workload: IConstruct): PeerSource {
  const pods = (policy: IConstruct) => {
    const view = WorkloadView.of(workload, policy);
    return { namespace: view.namespace, labels: workloadLabels(view) };
  };
  return {
    kind: PeerKind.ENDPOINTS,
    early: LATER,
    workload,
    cilium: (policy, namespace) => ({ kind: PeerKind.ENDPOINTS, item: labelled(pods(policy), namespace) }),
    kubernetes: (policy, namespace) => kubernetesPods(pods(policy), namespace),
  };
}

/**
 * A Service of the app. With a selector it is the pods behind it: an entry of toServices would mean any destination on the ports of the rule
 * while no Service answers to it. @internal
 */
export function servicePods(service: IConstruct): PeerSource {
  const look = (policy: IConstruct) => {
    const view = ServiceView.of(service, policy);
    return { view, namespace: view.namespace, labels: serviceLabels(view) };
  };
  return {
    kind: PeerKind.ENDPOINTS,
    early: LATER,
    service,
    cilium(policy, namespace) {
      const { view, ...pods } = look(policy);
      if (Object.keys(pods.labels).length > 0) return { kind: PeerKind.ENDPOINTS, item: labelled(pods, namespace) };
      return { kind: PeerKind.SERVICES, item: namedService(view.name, view.namespace) };
    },
    kubernetes(policy, namespace) {
      const { view, ...pods } = look(policy);
      const named = Object.keys(pods.labels).length > 0;
      return named ? kubernetesPods(pods, namespace) : { lost: `Service ${view.name}, which selects no pods` };
    },
  };
}

/** An entry of toServices by name. @internal */
export function namedService(serviceName: string, namespace: string): unknown {
  return { k8sService: { serviceName, namespace } };
}

interface Labelled {
  readonly namespace: string;
  readonly labels: Record<string, string>;
}

function labelled({ namespace, labels }: Labelled, own: string | undefined): unknown {
  return { matchLabels: { ...(namespace === own ? {} : { [NAMESPACE_LABEL]: namespace }), ...labels } };
}

function kubernetesPods({ namespace, labels }: Labelled, own: string): KubernetesPeer {
  return PodSelector.of({ labels, ...(namespace === own ? {} : { namespaces: [namespace] }) }, '').kubernetes();
}
