// Multus on Talos.
export type { MultusDaemonOptions, PerNodeCertificateOptions } from './daemon-options';
export * from './multus-props';
export * from './multus-talos';
export * from './releases';
export * from './whereabouts';
import './voice';
