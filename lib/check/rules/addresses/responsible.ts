// Services that ask LB-IPAM for addresses although it does not serve them.
import {
  NotResponsible,
  REQUEST_ANNOTATIONS,
  SHARING_KEY_ANNOTATIONS,
  SHARING_NAMESPACES_ANNOTATIONS,
} from '../../../models/load-balancer';
import { listAt, mapAt } from '../../../world/derived/fields';
import { BalancedService, LOAD_BALANCING } from '../../../world/derived/load-balancing';
import { Rule } from '../../rule';
import { annotationPath } from './service-place';

const ANNOTATIONS = [...REQUEST_ANNOTATIONS, ...SHARING_KEY_ANNOTATIONS, ...SHARING_NAMESPACES_ANNOTATIONS];

const BECAUSE: Readonly<Partial<Record<NotResponsible, (value: string) => string>>> = {
  'lb-ipam-off': () => 'enableLBIPAM is off in the values of Cilium',
  'default-elsewhere': (value) =>
    `defaultLBServiceIPAM is "${value}" in the values of Cilium: Services without a class are not LB-IPAM's`,
  'class-feature-off': (value) => `the feature behind its loadBalancerClass "${value}" is off in the values of Cilium`,
  'node-ipam': (value) => `its loadBalancerClass "${value}" is that of Node IPAM`,
  'foreign-class': (value) => `its loadBalancerClass "${value}" is not Cilium's`,
};

/** Who asks LB-IPAM is served by it. */
export const RESPONSIBLE: Rule = {
  layer: 'addresses',
  codes: [
    {
      code: 'address/service-type',
      title: 'A Service that asks LB-IPAM for addresses is of type LoadBalancer',
      why: 'Services of other types get none, whatever their annotations say.',
      words: ({ type }: { type: string }) => ({
        message: `asks LB-IPAM for addresses but is of type ${type}, which gets none`,
        repair: 'write type: LoadBalancer',
      }),
    },
    {
      code: 'address/foreign-class',
      title: 'A Service that asks LB-IPAM for addresses has a loadBalancerClass that LB-IPAM serves',
      why: 'LB-IPAM leaves Services of other classes alone, without any condition; a class of Cilium counts only with its feature on (run: class-other-l2on, class-l2-off, class-bgp-off).',
      words: ({ because, value }: { because: NotResponsible; value: string }) => ({
        message: `asks LB-IPAM for addresses, but ${BECAUSE[because]?.(value) ?? because}`,
        repair: 'leave loadBalancerClass out, or write io.cilium/l2-announcer with l2announcements on',
      }),
    },
  ],
  check(world, report) {
    for (const { services, settings } of world.model(LOAD_BALANCING))
      for (const balanced of services) {
        const { at, service, notResponsible } = balanced;
        if (notResponsible === undefined || !service.annotated) continue;
        if (notResponsible === 'type') {
          if (isWhole(balanced)) report.error('address/service-type', at, typePath(balanced), { type: service.type });
          continue;
        }
        const value = service.loadBalancerClass ?? settings.defaultLBServiceIPAM ?? '';
        report.error('address/foreign-class', at, classPath(balanced), { because: notResponsible, value });
      }
  },
};

/** False for a fragment that says nothing of the Service but an annotation. */
function isWhole({ at }: BalancedService): boolean {
  const spec = mapAt(at.manifest, 'spec');
  return spec.type !== undefined || listAt(spec, 'ports').length > 0 || spec.selector !== undefined;
}

function typePath(balanced: BalancedService) {
  return balanced.at.manifest.kind === 'Service' && mapAt(balanced.at.manifest, 'spec').type !== undefined
    ? ['spec', 'type']
    : annotationPath(balanced, ANNOTATIONS);
}

function classPath(balanced: BalancedService) {
  return balanced.at.manifest.kind === 'Service' && balanced.service.loadBalancerClass !== undefined
    ? ['spec', 'loadBalancerClass']
    : annotationPath(balanced, ANNOTATIONS);
}
