// User namespaces of relay and UI: unlike the pods on the host network they may have one, so only the user's choice is written.
import { Chart } from '../context';
import { hostUsers } from '../agent/security';
import { Fields } from '../types';

export function hostUsersIfChosen(chart: Chart): Fields {
  const chosen = chart.v.get('hubble.hostUsers');
  return typeof chosen === 'boolean' ? hostUsers(chart, chosen) : {};
}
