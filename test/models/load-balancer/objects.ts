// Short ways to write the objects of these tests.

/** A pool of blocks: networks, or `first-last`. */
export function pool(name: string, blocks: readonly string[], spec: object = {}, metadata: object = {}): any {
  return {
    apiVersion: 'cilium.io/v2',
    kind: 'CiliumLoadBalancerIPPool',
    metadata: { name, ...metadata },
    spec: {
      blocks: blocks.map((block) => {
        const [start, stop] = block.split('-');
        return block.includes('/') ? { cidr: block } : { start, stop };
      }),
      ...spec,
    },
  };
}

/** A Service of type LoadBalancer with one port, asking for addresses and sharing by a key if they are given. */
export function service(
  name: string,
  asks: { ips?: string; key?: string } = {},
  spec: object = {},
  metadata: object = {},
): any {
  const annotations = {
    ...(asks.ips === undefined ? {} : { 'lbipam.cilium.io/ips': asks.ips }),
    ...(asks.key === undefined ? {} : { 'lbipam.cilium.io/sharing-key': asks.key }),
  };
  return {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name, namespace: 'default', annotations, ...metadata },
    spec: { type: 'LoadBalancer', ports: [{ port: 80 }], selector: { app: name }, ...spec },
  };
}

/** A policy that announces load-balancer addresses. */
export function policy(name: string, spec: object = {}): any {
  return {
    apiVersion: 'cilium.io/v2alpha1',
    kind: 'CiliumL2AnnouncementPolicy',
    metadata: { name },
    spec: { loadBalancerIPs: true, ...spec },
  };
}

/** Manifests as inputs. */
export function inputs(...manifests: any[]): { manifest: unknown }[] {
  return manifests.map((manifest) => ({ manifest }));
}
