// Releases of app-template whose objects are not judged: the chart refuses the values, or they are not followed.
import { textsOf } from '../../../world/derived/fields';
import { mergedValues } from '../../../world/releases';
import { yaml } from '../../../problem';
import { Rule } from '../../rule';

/** A release that runs has values that its chart takes. */
export const FOLLOWED: Rule = {
  layer: 'releases',
  codes: [
    {
      code: 'release/refused',
      title: 'A release of app-template has values that the chart takes',
      why: 'helm renders nothing of a release whose values break the schema of the chart or one of its checks, and Flux reports the release as failed. An error for the versions whose answers were compared with helm (3.7.3, 4.1.1) and values without placeholders, else a note.',
      words: ({ chart, reason }: { chart: string; reason: string }) => ({
        message: `${chart} refuses the values: ${reason}`,
        repair: 'correct the value that it names',
      }),
      bad: yaml`
        apiVersion: helm.toolkit.fluxcd.io/v2
        kind: HelmRelease
        metadata: { name: web, namespace: shop }
        spec:
          interval: 1h
          chart:
            spec:
              chart: app-template
              version: 4.1.1
              sourceRef: { kind: HelmRepository, name: bjw-s }
          values:
            controllers:
              web:
                containers:
                  app: { image: { repository: 'shop/web', tag: '1.2.3' } }
            service:
              web: { ports: {} }
      `,
      good: yaml`
        apiVersion: helm.toolkit.fluxcd.io/v2
        kind: HelmRelease
        metadata: { name: web, namespace: shop }
        spec:
          interval: 1h
          chart:
            spec:
              chart: app-template
              version: 4.1.1
              sourceRef: { kind: HelmRepository, name: bjw-s }
          values:
            controllers:
              web:
                containers:
                  app: { image: { repository: 'shop/web', tag: '1.2.3' } }
            service:
              web: { ports: { http: { port: 80 } } }
      `,
    },
    {
      code: 'release/not-followed',
      title: 'The objects of a release of app-template are judged',
      why: 'Values that are not in the input, a version that nobody knows, or a template that is not followed: what the chart makes is not among the objects then, and `helm template` or `flux build` piped into the check says more.',
      words: ({ why }: { why: string }) => ({
        message: `what app-template makes of these values is not judged: ${why}`,
        repair: 'pipe the rendered manifests into the check for a full answer',
      }),
    },
    {
      code: 'release/left-out',
      title: 'Every object of a release of app-template is judged',
      why: 'Groups of values of newer versions of the chart, and patches of postRenderers, are not all followed.',
      words: ({ left }: { left: string[] }) => ({
        message: `not judged of what the chart makes: ${left.join(', ')}`,
        repair: 'pipe the rendered manifests into the check for a full answer',
      }),
    },
  ],
  check(world, report) {
    for (const { release, rendering } of world.releases) {
      const { by, path, chart, version, layers } = release;
      if (rendering.said === 'refused') {
        const named = version === undefined ? chart : `${chart} ${version}`;
        const filled = [...textsOf(mergedValues(layers))].some(({ text }) => /\$\{|\{\{/.test(text));
        const level = rendering.proven && !filled ? 'error' : 'note';
        report[level]('release/refused', by, path, { chart: named, reason: rendering.reason });
      } else if (rendering.said === 'not followed')
        report.note('release/not-followed', by, path, { why: rendering.why });
      else if (rendering.said === 'objects' && rendering.left.length > 0)
        report.note('release/left-out', by, path, { left: rendering.left });
    }
  },
};
