// Repairs in TypeScript for what the rules say of the machines.
import { registerVoice } from '../problem';

const PRIMARY =
  'state the primary NIC of these nodes with dhcp: true, or with its subnet and managed: false where the machine configuration gives it the address';

registerVoice({
  'talos/node-without-address': () => PRIMARY,
  'talos/default-dhcp': () => PRIMARY,
  'talos/vip-link': () =>
    'state the NIC of the control planes: cluster.addLink("lan", { interface: "enp1s0", dhcp: true })',
  'talos/manifest-namespace': () => 'give the chart a namespace: new Chart(app, id, { namespace: "kube-system" })',
  'cluster/no-control-plane': () => 'add them with addControlPlanes([...])',
});
