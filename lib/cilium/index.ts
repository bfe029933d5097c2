// Cilium as the primary CNI.
import './voice';

export { CiliumInstall } from './cilium-install';
export { CiliumVersion } from './cilium-props';
export type { CiliumClusterOptions, CiliumInstallProps, KubernetesApiOptions } from './cilium-props';
export * from './options';
export { ChartSource } from './chart-source';
export type { HelmChartProps } from './chart-source';
export { ChartRepository } from './chart-repository';
export { CiliumDelivery } from './delivery';
export type { FluxDeliveryProps } from './flux';
export type { ArgoCdDeliveryProps } from './argo-cd';
export type { HelmAdoption } from './adoption';
export { CiliumValuesFile } from './values-file';
export type { CiliumValuesFileProps } from './values-file';
export { type ExplainedValue, ValueSource } from './value-sources';
