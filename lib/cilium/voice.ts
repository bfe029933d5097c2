// Repairs in TypeScript for what the rules say of the values of an install.
import { registerVoice } from '../problem';

registerVoice({
  'values/kubespan-native': ({ minor, advertises }: { minor?: string; advertises: boolean }) =>
    minor !== undefined
      ? 'leave routing.mode at RoutingMode.TUNNEL; native routing works from Talos 1.13 on'
      : advertises
        ? undefined
        : 'set advertiseKubernetesNetworks in the machine configuration and say so in kubeSpan, or use RoutingMode.TUNNEL',
  'values/kubespan-advertise': () =>
    'switch advertiseKubernetesNetworks off, or from Talos 1.13 on use RoutingMode.NATIVE',
  'values/node-without-device': () => 'add the link of that node to devices',
  'values/devices-miss-uplink': ({ link }: { link: string }) =>
    `state the link of ${link} and name it in devices of the install`,
});
