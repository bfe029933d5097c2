// Multus on Talos.
export * from './multus-props';
export * from './multus-talos';
export * from './releases';
import './voice';
