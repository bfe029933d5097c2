// Machine-config patches for Talos: what the app's network asks of the machines.
import './voice';

export * from './talos-patches';
export * from './patches';
export * from './bootstrap-copy';
export * from './firewall';
export { TalosLayout } from './layout';
