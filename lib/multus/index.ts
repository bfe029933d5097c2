// Multus on Talos.
export * from './multus-talos';
export * from './releases';
