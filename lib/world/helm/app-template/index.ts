// What bjw-s' app-template chart renders of its values, as far as the network goes.
export { appTemplate } from './render';
export type { AppTemplateAnswer, AppTemplateRelease } from './render';
export type { ChartCluster } from './release';
export { placesOf } from './places';
export type { ValuePlace } from './places';
export { isChartVersion } from './versions';
