// What the judgements over a whole cluster take: plain manifests, and where they come from.

/** A manifest among the others. */
export interface LoadBalancerInput {
  readonly manifest: unknown;
  /** Who makes the object, for a Service that the operator makes itself; its endpoints are a stand-in address. @default - it is written as it is */
  readonly origin?: 'Gateway' | 'Ingress';
}
