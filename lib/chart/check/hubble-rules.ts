// Values of Hubble that the chart refuses. Source: charts 1.18.12 to 1.20.0.
import { Chart } from '../context';
import { shown } from './problem';
import { Rule, on, text } from './rule';

const provided = (chart: Chart) => chart.certificates === 'provided';
const uiTags = (chart: Chart) => ['backend', 'frontend'].map((part) => text(chart, `hubble.ui.${part}.image.tag`));
/** The chart looks at both tags, unless one of them is latest. */
const oldUi = (chart: Chart, part: string) =>
  on(chart, 'hubble.ui.enabled') &&
  !uiTags(chart).includes('latest') &&
  !semverAtLeast09(text(chart, `hubble.ui.${part}.image.tag`).replace(/@.*$/, ''));

function semverAtLeast09(tag: string): boolean {
  const match = /^v?(\d+)(?:\.(\d+))?(?:\.(\d+))?([-+].*)?$/.exec(tag);
  return match !== null && (Number(match[1]) > 0 || Number(match[2] ?? 0) >= 9);
}

/** With certificates of the user's own, each Secret must be named. */
function secretRule(path: string, used: (chart: Chart) => boolean): Rule {
  return {
    path,
    wrong: (chart) =>
      provided(chart) && used(chart) && !on(chart, path) && !on(chart, path.replace(/existingSecret$/, 'cert')),
    message: 'hubble.tls.auto.enabled is false and no Secret is named',
    repair: `name a Secret in ${path}, or let hubble.tls.auto make the certificates`,
  };
}

export const HUBBLE_RULES: readonly Rule[] = [
  {
    path: 'hubble.relay.enabled',
    wrong: (chart) => on(chart, 'hubble.relay.enabled') && !chart.hubble,
    message: 'the relay needs Hubble',
    repair: 'set hubble.enabled: true',
  },
  {
    path: 'hubble.ui.enabled',
    wrong: (chart) =>
      on(chart, 'hubble.ui.enabled') &&
      !on(chart, 'hubble.relay.enabled') &&
      !on(chart, 'hubble.ui.standalone.enabled'),
    message: 'the UI needs the relay',
    repair: 'set hubble.relay.enabled: true',
  },
  {
    path: 'hubble.ui.standalone.tls.certsVolume',
    wrong: (chart) =>
      ['hubble.ui.enabled', 'hubble.ui.standalone.enabled', 'hubble.relay.tls.server.enabled'].every((path) =>
        on(chart, path),
      ) && !on(chart, 'hubble.ui.standalone.tls.certsVolume'),
    message: 'the relay of the standalone UI wants TLS, and no volume holds the client certificate',
    repair: 'write a volume such as {secret: {secretName: …}}, or set hubble.relay.tls.server.enabled: false',
  },
  {
    path: 'hubble.tls.auto.certManagerIssuerRef',
    wrong: (chart) => chart.certificates === 'certmanager' && !on(chart, 'hubble.tls.auto.certManagerIssuerRef'),
    message: 'cert-manager needs an issuer',
    repair: 'write {group: cert-manager.io, kind: ClusterIssuer, name: …}',
  },
  secretRule('hubble.tls.server.existingSecret', () => true),
  secretRule('hubble.relay.tls.client.existingSecret', (chart) => chart.relay),
  secretRule('hubble.relay.tls.server.existingSecret', (chart) => chart.relay && chart.relayServerTls),
  secretRule('hubble.ui.tls.client.existingSecret', (chart) => chart.ui && chart.relayServerTls),
  {
    ...secretRule('hubble.metrics.tls.server.existingSecret', () => true),
    // Whatever hubble.tls.enabled says, which is about the other certificates.
    wrong: (chart) =>
      chart.hubble &&
      on(chart, 'hubble.metrics.tls.enabled') &&
      !on(chart, 'hubble.tls.auto.enabled') &&
      !on(chart, 'hubble.metrics.tls.server.existingSecret'),
  },
  {
    path: 'hubble.redact.http.headers',
    wrong: (chart) => on(chart, 'hubble.redact.http.headers.allow') && on(chart, 'hubble.redact.http.headers.deny'),
    message: 'allow and deny exclude each other',
    repair: 'keep one of the two lists',
  },
  ...['backend', 'frontend'].map((part) => ({
    path: `hubble.ui.${part}.image.tag`,
    wrong: (chart: Chart) => oldUi(chart, part),
    message: (chart: Chart) => `${shown(chart.v.get(`hubble.ui.${part}.image.tag`))} is no version from 0.9.0 on`,
    repair: 'write a version such as v0.13.5',
  })),
];
