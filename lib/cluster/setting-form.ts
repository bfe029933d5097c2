// Settings of a cluster that only documents have words for: in the v1alpha1 form they would be left out in silence.
import { ConfigFormat } from '../catalogue/talos';
import { errorAt, Finding } from '../construct';
import { TalosClusterProps } from './talos-cluster-props';

interface Row {
  readonly property: string;
  readonly isSaid: (props: TalosClusterProps) => boolean;
  /** The forms of which one must be documents; the first is what to write. */
  readonly forms: readonly ('configFormat' | 'linkFormat')[];
}

/** Source: fields of the types of Talos 1.11 to 1.14. */
const ONLY_DOCUMENTS: readonly Row[] = [
  {
    property: 'Nameserver.tls and https',
    isSaid: ({ nameservers = [] }) => nameservers.some(({ _protocol: protocol }) => protocol !== undefined),
    forms: ['linkFormat', 'configFormat'],
  },
  { property: 'timeSecurity', isSaid: ({ timeSecurity }) => timeSecurity !== undefined, forms: ['linkFormat'] },
  {
    property: 'nodeCidrMaskSizeIpv4 and nodeCidrMaskSizeIpv6',
    isSaid: (props) => props.nodeCidrMaskSizeIpv4 !== undefined || props.nodeCidrMaskSizeIpv6 !== undefined,
    forms: ['configFormat'],
  },
  {
    property: 'services of discovery',
    isSaid: ({ discovery }) => discovery?.services !== undefined,
    forms: ['configFormat'],
  },
];

/** What a cluster says, and in which forms. */
interface Forms {
  readonly node: { readonly path: string };
  readonly configFormat: ConfigFormat;
  readonly linkFormat: ConfigFormat;
  readonly _props: TalosClusterProps;
}

/** Findings for settings that the form of the cluster cannot say. @internal */
export function settingFormFindings(cluster: Forms): Finding[] {
  return ONLY_DOCUMENTS.filter(
    ({ isSaid, forms }) => isSaid(cluster._props) && forms.every((form) => cluster[form] !== ConfigFormat.DOCUMENTS),
  ).map(({ property, forms: [form] }) =>
    errorAt(
      cluster.node.path,
      'cluster/setting-form',
      `${property}: the v1alpha1 form has no words for it`,
      `leave it out, or write ${form!}: ConfigFormat.DOCUMENTS where Talos knows it`,
    ),
  );
}
