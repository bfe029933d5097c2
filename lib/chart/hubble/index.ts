// Hubble: observation of flows.
import { Chart } from '../context';
import { Manifest } from '../types';
import { certManagerObjects } from './cert-manager';
import { certgenObjects } from './certgen';
import { flowConfigs } from './flow-configs';
import { metricsService } from './metrics';
import { peerService } from './peer';
import { relayObjects } from './relay';
import { uiObjects } from './ui';

export function hubbleObjects(chart: Chart): Manifest[] {
  return [
    ...peerService(chart),
    ...metricsService(chart),
    ...flowConfigs(chart),
    ...relayObjects(chart),
    ...uiObjects(chart),
    ...certgenObjects(chart),
    ...certManagerObjects(chart),
  ];
}
