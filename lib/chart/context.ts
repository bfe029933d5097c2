// What every component asks about a rendering: the values, the release, the cluster, and the decisions that several components share.
import { PlainMap } from '../manifest/types';
import { Release } from './releases';
import { Environment } from './environment';
import { Values } from './values';

/** How the Hubble certificates come to be. */
export type CertificateMethod = 'none' | 'cronJob' | 'certmanager' | 'provided';

export class Chart {
  public readonly namespace: string;

  public constructor(
    public readonly v: Values,
    public readonly release: Release,
    public readonly environment: Environment,
    public readonly dashboards: Readonly<Record<string, string>>,
  ) {
    this.namespace = v.text('namespaceOverride') || environment.namespace;
  }

  public get agent(): boolean {
    return this.v.on('agent');
  }

  public get operator(): boolean {
    return this.v.on('operator.enabled');
  }

  /** True when the objects that bind a service account may be written. */
  public mayBind(account: string): boolean {
    return this.v.on(`serviceAccounts.${account}.create`);
  }

  /** Envoy in its own DaemonSet; else inside the agent. New installs since 1.16 have the DaemonSet. */
  public get envoyDaemonSet(): boolean {
    const chosen = this.v.get('envoy.enabled');
    return this.v.on('l7Proxy') && (typeof chosen === 'boolean' ? chosen : this.upgradedFrom(16));
  }

  /** True when `upgradeCompatibility` is unset or at least 1.`minor`: the defaults of that minor apply. */
  public upgradedFrom(minor: number): boolean {
    const from = this.v.text('upgradeCompatibility');
    return from === '' || Number(from.split('.')[1] ?? 0) >= minor;
  }

  public get gateway(): boolean {
    return this.v.on('gatewayAPI.enabled');
  }

  public get ingress(): boolean {
    return this.v.on('ingressController.enabled');
  }

  public get hubble(): boolean {
    return this.v.on('hubble.enabled');
  }

  public get relay(): boolean {
    return this.hubble && this.v.on('hubble.relay.enabled');
  }

  public get ui(): boolean {
    return (this.hubble || this.v.on('hubble.ui.standalone.enabled')) && this.v.on('hubble.ui.enabled');
  }

  public get hubbleTls(): boolean {
    return this.v.on('hubble.tls.enabled');
  }

  public get relayServerTls(): boolean {
    return this.hubbleTls && this.v.on('hubble.relay.tls.server.enabled');
  }

  public get hubbleMetrics(): boolean {
    return this.hubble && (this.v.on('hubble.metrics.enabled') || this.v.on('hubble.metrics.dynamic.enabled'));
  }

  public get certificates(): CertificateMethod {
    if (!this.hubble || !this.hubbleTls) return 'none';
    if (!this.v.on('hubble.tls.auto.enabled')) return 'provided';
    const method = this.v.text('hubble.tls.auto.method');
    return method === 'cronJob' || method === 'certmanager' ? method : 'none';
  }

  /** Policies read TLS secrets only from one namespace; else the agent reads all secrets. */
  public get policySecretsFromNamespace(): boolean {
    const chosen = this.v.get('tls.readSecretsOnlyFromSecretsNamespace');
    if (typeof chosen === 'boolean') return chosen;
    const backend = this.v.get('tls.secretsBackend');
    return typeof backend === 'string' ? backend === 'local' : true;
  }

  /** The operator copies secrets of policies into that namespace. */
  public get policySecretSync(): boolean {
    const chosen = this.v.get('tls.secretSync.enabled');
    return typeof chosen === 'boolean' ? chosen : this.upgradedFrom(17);
  }

  public get cniChainingMode(): string {
    if (this.v.isKnown('cni.chainingMode')) return this.v.text('cni.chainingMode');
    return this.v.isKnown('cni.chainingTarget') ? 'generic-veth' : 'none';
  }

  public get ipamMode(): string {
    return this.v.text('ipam.mode') || 'cluster-pool';
  }

  /** Ranges that the operator divides among the nodes; a text holds them with spaces between. */
  public clusterPools(family: '4' | '6'): unknown[] {
    const ranges = this.v.get(`ipam.operator.clusterPoolIPv${family}PodCIDRList`);
    return typeof ranges === 'string' ? ranges.split(' ') : Array.isArray(ranges) ? ranges : [];
  }

  public get privileged(): boolean {
    return this.v.on('securityContext.privileged');
  }

  /** Address that probes on the host network call. */
  public get loopback(): string {
    return this.v.on('ipv4.enabled') ? '127.0.0.1' : '::1';
  }

  /** Labels of the release and of the user, for objects that have them. */
  public get partOf(): Record<string, string> {
    const partOf = { 'app.kubernetes.io/part-of': 'cilium' };
    return this.release.has('chartLabel') ? { ...partOf, 'helm.sh/chart': `cilium-${this.release.version}` } : partOf;
  }

  public get commonLabels(): PlainMap {
    return this.v.map('commonLabels');
  }
}
