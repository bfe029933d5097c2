// Cilium as the primary CNI.
import './voice';

export { CiliumInstall } from './cilium-install';
export { CiliumVersion } from './cilium-props';
export type { CiliumClusterOptions, CiliumInstallProps, KubernetesApiOptions } from './cilium-props';
export * from './options';
export { ChartSource } from './chart-source';
export type { HelmChartOptions } from './chart-source';
export { ChartRepository } from './chart-repository';
export { CiliumBootstrap } from './bootstrap';
export { CiliumDelivery } from './delivery';
export type { FluxDeliveryOptions } from './flux';
export type { ArgoCdDeliveryOptions } from './argo-cd';
export type { HelmAdoptionOptions } from './adoption';
export { CiliumValuesFile } from './values-file';
export type { CiliumValuesFileProps } from './values-file';
export { type ExplainedValue, ValueSource } from './value-sources';
