// Certificates and keys never enter the output: neither copied from values nor made at render time.
import { PlainMap, isMap } from '../../manifest/types';
import { Chart } from '../context';
import { ChartProblem } from '../types';
import { checkMeshMethod } from './mesh-rules';
import { refuse } from './problem';

const INLINE = /(^|\.)tls\.(.*\.)?(cert|key|caCert)$|^tls\.ca\.(cert|key)$|^azure\.(clientID|clientSecret)$/;
/** The name of a key inside of a Secret, which no secret is. */
const KEY_NAMES = new Set(['tls.caBundle.key', 'hubble.metrics.tls.server.mtls.key']);
const PRIVATE = /-----BEGIN [A-Z ]*PRIVATE KEY-----/;
const PEM = /-----BEGIN [A-Z ]*(PRIVATE KEY|CERTIFICATE)-----/;

export function checkKeyMaterial(chart: Chart, values: PlainMap): ChartProblem[] {
  const problems: ChartProblem[] = [];
  const visit = (value: unknown, path: string) => {
    if (typeof value === 'string') {
      const inline = INLINE.test(path) && !KEY_NAMES.has(path) && value !== '';
      const bundle = path === 'tls.caBundle.content' && !PRIVATE.test(value);
      if (inline || (PEM.test(value) && !bundle))
        problems.push(
          refuse('key-material', path, `key material (${value.length} characters, not shown)`, repairOf(path)),
        );
    } else if (Array.isArray(value)) value.forEach((each, i) => visit(each, `${path}[${i}]`));
    else if (isMap(value))
      for (const [key, inner] of Object.entries(value)) visit(inner, path === '' ? key : `${path}.${key}`);
  };
  visit(values, '');
  return [...problems, ...checkMethod(chart), ...checkMeshMethod(chart)];
}

function repairOf(path: string): string {
  const at = path.replace(/\.(cert|key)$/, '');
  return at.startsWith('hubble.')
    ? `put it into a Secret of the cluster and name it in ${at}.existingSecret`
    : 'put it into a Secret of the cluster';
}

/** Helm's method makes a new CA and new keys at every render. */
function checkMethod(chart: Chart): ChartProblem[] {
  const { v } = chart;
  // The certificate of the metrics has a switch of its own.
  const used =
    chart.hubble && (chart.hubbleTls || v.on('hubble.metrics.tls.enabled')) && v.on('hubble.tls.auto.enabled');
  if (!used || v.text('hubble.tls.auto.method') !== 'helm') return [];
  return [
    refuse(
      'method-helm',
      'hubble.tls.auto.method',
      '"helm", the chart\'s default, makes a new CA and new private keys at every render, which would lie in Git',
      'write cronJob (a Job of the chart makes them in the cluster) or certmanager; or set hubble.tls.auto.enabled: false with existingSecret names; or hubble.tls.enabled: false',
    ),
  ];
}
