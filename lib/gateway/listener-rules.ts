// Listeners of one Gateway that cannot stand beside each other. Source: facts run against Cilium's operator, 1.18-1.20, and the CRD's own rules.
import { errorAt, Finding, warningAt } from '../construct';
import { overlap } from './hostname';
import { Listener, ListenerProtocol } from './listener';

const STREAMS: readonly ListenerProtocol[] = [ListenerProtocol.TCP];

/** Findings about the listeners of a Gateway. In a conflict both lose, in every minor that notices it. */
export function listenerFindings(path: string, listeners: readonly Listener[]): Finding[] {
  const findings: Finding[] = [];
  listeners.forEach((a, index) => {
    for (const b of listeners.slice(index + 1)) {
      if (a.port !== b.port || (a.protocol === ListenerProtocol.UDP) !== (b.protocol === ListenerProtocol.UDP))
        continue;
      const pair = `listeners ${a.toString()} and ${b.toString()}`;
      if (a.protocol === b.protocol && a.hostname === b.hostname) {
        const certificates =
          a.certificate === b.certificate ? '' : `, with the certificates "${a.certificate}" and "${b.certificate}"`;
        findings.push(
          errorAt(
            path,
            'gateway/listener-duplicate',
            `${pair} have the same port, protocol and host name${certificates}: the API server refuses the Gateway`,
            'write one of them, or another host name',
          ),
        );
      } else if (STREAMS.includes(a.protocol) || STREAMS.includes(b.protocol)) {
        findings.push(
          errorAt(
            path,
            'gateway/listener-conflict',
            `${pair} share a port, which TCP cannot`,
            'give the TCP listener a port of its own',
          ),
        );
      } else if (isPair(a, b, ListenerProtocol.HTTPS, ListenerProtocol.TLS) && overlap(a.hostname, b.hostname)) {
        findings.push(
          errorAt(
            path,
            'gateway/listener-conflict',
            `${pair} share a port and host names, one ends TLS and one passes it through: both are refused`,
            'write host names that do not overlap, or another port',
          ),
        );
      } else if (
        a.protocol !== b.protocol &&
        (a.protocol === ListenerProtocol.HTTP || b.protocol === ListenerProtocol.HTTP)
      ) {
        findings.push(
          warningAt(
            path,
            'gateway/plain-text-port',
            `${pair} share a port: a route without host names is served in plain text there`,
            'give plain HTTP a port of its own',
          ),
        );
      }
    }
  });
  return findings;
}

function isPair(a: Listener, b: Listener, one: ListenerProtocol, other: ListenerProtocol): boolean {
  return (a.protocol === one && b.protocol === other) || (a.protocol === other && b.protocol === one);
}
