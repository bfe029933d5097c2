// An app as a whole.
import { ApiObject, App, Chart } from 'cdk8s';
import { Endpoint, Invariant, Reachability, ReachVerdict } from '../../../lib/app';
import { judge } from '../../../lib/app/judgement';
import { renderedObjects } from '../../../lib/app/objects';
import { appFindings, Boundary } from '../../../lib/cluster';
import { Finding } from '../../../lib/construct';
import { DenyAllPolicy, HttpRule, Port } from '../../../lib/policy';
import { Example } from './example';

/** What an app says of its ignores: a policy that denies everything in a namespace, with one of them. */
function ignoring(code: string, namespace = 'shop'): Finding[] {
  const app = new App({ outdir: 'unused' });
  new DenyAllPolicy(new Chart(app, 'a', { namespace }), 'deny').ignore(code, 'the platform says so');
  const boundary = Boundary.of(app);
  return judge(boundary, renderedObjects(boundary), [], []).findings.filter((each) => each.code.startsWith('app/'));
}

/** What an app says whose chart has a validation of its own. */
function validated(...objections: string[]): Finding[] {
  const app = new App({ outdir: 'unused' });
  new Chart(app, 'network').node.addValidation({ validate: () => objections });
  return appFindings(app);
}

/** An invariant about what reaches the shop. */
function invariant(from: Endpoint[]): Invariant {
  const app = new App({ outdir: 'unused' });
  return Invariant.never(app, 'private', { from, to: [Endpoint.namespace('shop')] });
}

/** A question to a shop of one pod. */
function asked(to: Endpoint, port: Port): ReachVerdict {
  const app = new App({ outdir: 'unused' });
  const chart = new Chart(app, 'shop', { namespace: 'shop' });
  new ApiObject(chart, 'pod', { apiVersion: 'v1', kind: 'Pod', metadata: { labels: { app: 'web' } } });
  return Reachability.of(app).verdict(Endpoint.host(), to, port);
}

export const APP_EXAMPLES: readonly Example[] = [
  {
    code: 'app/two-copies',
    bad: () => {
      const app = new App({ outdir: 'unused' });
      Boundary.of(app);
      jest.isolateModules(() => {
        // eslint-disable-next-line @typescript-eslint/no-require-imports
        (require('../../../lib/cluster') as typeof import('../../../lib/cluster')).Boundary.of(app);
      });
    },
    good: () => {
      const app = new App({ outdir: 'unused' });
      return [Boundary.of(app), Boundary.of(app)];
    },
  },
  {
    code: 'app/unknown-code',
    bad: () => ignoring('policy/deny-kubesystem', 'kube-system'),
    good: () => ignoring('policy/deny-kube-system', 'kube-system'),
  },
  {
    code: 'app/unused-ignore',
    bad: () => ignoring('policy/deny-kube-system'),
    good: () => ignoring('policy/deny-kube-system', 'kube-system'),
  },
  {
    code: 'invariant/options',
    bad: () => invariant([]),
    good: () => invariant([Endpoint.world()]),
  },
  {
    code: 'reach/endpoint',
    bad: () => asked(Endpoint.namespace('shp'), Port.tcp(80)),
    good: () => asked(Endpoint.namespace('shop'), Port.tcp(80)),
  },
  {
    code: 'reach/port',
    bad: () => asked(Endpoint.namespace('shop'), Port.tcp(80).http(HttpRule.get('/.*'))),
    good: () => asked(Endpoint.namespace('shop'), Port.tcp(80).http(HttpRule.get('/status'))),
  },
  {
    code: 'reach/folder',
    bad: () => Reachability.ofFolder('no such folder'),
    good: () => Reachability.ofFolder('dist'),
  },
  { code: 'cdk8s/validation', bad: () => validated('no owner'), good: () => validated() },
];
