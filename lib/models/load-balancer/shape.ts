// The types of the fields that LB-IPAM and the announcer decode: a wrong one refuses the object before either of them sees it.
import { isMap } from '../../manifest';

/** Shape of a value. */
type Shape =
  | 'string'
  | 'boolean'
  | 'integer'
  | 'texts'
  | { readonly list: Shape }
  | { readonly values: Shape }
  | { readonly fields: Readonly<Record<string, Shape>> };

/** A field whose value has another type than the API wants. */
export interface TypeProblem {
  readonly path: readonly (string | number)[];
  readonly wanted: 'string' | 'boolean' | 'integer' | 'list' | 'map';
}

const METADATA: Shape = {
  fields: { name: 'string', namespace: 'string', labels: { values: 'string' }, annotations: { values: 'string' } },
};
const SELECTOR: Shape = {
  fields: {
    matchLabels: { values: 'string' },
    matchExpressions: { list: { fields: { key: 'string', operator: 'string', values: 'texts' } } },
  },
};
const CONDITIONS: Shape = {
  list: { fields: { type: 'string', status: 'string', reason: 'string', message: 'string' } },
};

/** Source: the Go types in pkg/k8s/apis/cilium.io and pkg/k8s/slim of the same releases. */
export const SHAPES = {
  CiliumLoadBalancerIPPool: {
    fields: {
      metadata: METADATA,
      spec: {
        fields: {
          serviceSelector: SELECTOR,
          allowFirstLastIPs: 'string',
          blocks: { list: { fields: { cidr: 'string', start: 'string', stop: 'string' } } },
          disabled: 'boolean',
        },
      },
    },
  },
  CiliumL2AnnouncementPolicy: {
    fields: {
      metadata: METADATA,
      spec: {
        fields: {
          nodeSelector: SELECTOR,
          serviceSelector: SELECTOR,
          loadBalancerIPs: 'boolean',
          externalIPs: 'boolean',
          interfaces: 'texts',
        },
      },
      status: { fields: { conditions: CONDITIONS } },
    },
  },
  Service: {
    fields: {
      metadata: METADATA,
      spec: {
        fields: {
          type: 'string',
          ports: { list: { fields: { name: 'string', protocol: 'string', port: 'integer', nodePort: 'integer' } } },
          selector: { values: 'string' },
          clusterIP: 'string',
          clusterIPs: 'texts',
          externalIPs: 'texts',
          loadBalancerIP: 'string',
          externalTrafficPolicy: 'string',
          ipFamilies: 'texts',
          ipFamilyPolicy: 'string',
          loadBalancerClass: 'string',
        },
      },
      status: {
        fields: {
          loadBalancer: {
            fields: { ingress: { list: { fields: { ip: 'string', hostname: 'string', ipMode: 'string' } } } },
          },
          conditions: CONDITIONS,
        },
      },
    },
  },
} as const satisfies Record<string, Shape>;

/** What does not fit; nulls are left out as Go leaves them. */
export function typeProblems(value: unknown, shape: Shape): TypeProblem[] {
  const found: TypeProblem[] = [];
  check(value, shape, [], found);
  return found;
}

function check(value: unknown, shape: Shape, path: readonly (string | number)[], found: TypeProblem[]): void {
  if (value === undefined || value === null) return;
  if (shape === 'string' || shape === 'boolean') {
    if (typeof value !== shape) found.push({ path, wanted: shape });
  } else if (shape === 'integer') {
    if (!Number.isInteger(value) || Math.abs(value as number) >= 2 ** 31) found.push({ path, wanted: 'integer' });
  } else if (shape === 'texts' || 'list' in shape) {
    if (!Array.isArray(value)) found.push({ path, wanted: 'list' });
    else {
      const item = shape === 'texts' ? 'string' : shape.list;
      value.forEach((each: unknown, index) => check(each, item, [...path, index], found));
    }
  } else if (!isMap(value)) {
    found.push({ path, wanted: 'map' });
  } else if ('values' in shape) {
    for (const [key, each] of Object.entries(value)) check(each, shape.values, [...path, key], found);
  } else {
    for (const [key, each] of Object.entries(shape.fields)) check(value[key], each, [...path, key], found);
  }
}
