// The fields of a WireGuard link in both forms, with placeholders for its keys.
import { WireguardLinkOptions, WireguardPeer } from '../../cluster';
import { PlainMap } from '../../manifest';
import { said } from '../documents';

/** Fields of WireguardConfig, or `wireguard` of an entry of `machine.network.interfaces`: the same, but that only the document knows preshared keys. */
export function wireguardFields({ privateKey, listenPort, firewallMark, peers }: WireguardLinkOptions): PlainMap {
  return said({
    privateKey: privateKey.toString(),
    listenPort,
    firewallMark,
    peers: peers?.map(peerFields),
  });
}

function peerFields({ publicKey, presharedKey, endpoint, keepalive, allowedIps }: WireguardPeer): PlainMap {
  return said({
    publicKey,
    presharedKey: presharedKey?.toString(),
    endpoint,
    persistentKeepaliveInterval: keepalive === undefined ? undefined : `${keepalive}s`,
    allowedIPs: allowedIps,
  });
}
