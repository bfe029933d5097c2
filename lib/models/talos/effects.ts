// What a node would run by a configuration, as the accessors of the configuration code say it.
import { PlainMap } from '../../manifest';
import { documentsOf, kindOf, Part } from './documents';
import { has, TalosMinor } from './minors';
import { shapesOf } from './shapes';
import { section, sectionOrNone, text } from './validation/at';

/** Decisions that a node takes. */
export interface TalosEffects {
  /** Links without configuration of their own get DHCP; absent where the minor has no such switch: they do. */
  readonly defaultDHCP?: boolean;
  /** `flannel`, `custom` or `none`; control planes only. */
  readonly cni?: string;
  /** Whether kube-proxy and KubePrism run; control planes only. */
  readonly kubeProxy?: boolean;
  readonly kubePrism?: boolean;
}

/** Kinds of a minor that configure a link. */
export function linkKinds(minor: TalosMinor): readonly string[] {
  return [...shapesOf(minor).kinds.values()]
    .filter(
      ({ kind, conflicts }) => conflicts.includes('LinkConfig') || (kind === 'LinkConfig' && conflicts.length > 0),
    )
    .map(({ kind }) => kind);
}

/** Kinds that run DHCP on a link. */
export const DHCP_KINDS: readonly string[] = ['DHCPv4Config', 'DHCPv6Config'];

/** The effects of a configuration; those of Kubernetes for a control plane only. */
export function effectsOf(parts: readonly Part[], minor: TalosMinor, controlPlane: boolean): TalosEffects {
  const documents = documentsOf(parts);
  const kinds = documents.map(kindOf);
  const ending = [...linkKinds(minor), ...DHCP_KINDS];
  return {
    ...(has(minor, 'defaultDhcpSwitch') ? { defaultDHCP: !kinds.some((kind) => ending.includes(kind)) } : {}),
    ...(controlPlane ? kubernetes(documents, kinds, minor) : {}),
  };
}

function kubernetes(
  documents: ReturnType<typeof documentsOf>,
  kinds: readonly string[],
  minor: TalosMinor,
): TalosEffects {
  const of = (kind: string): PlainMap | undefined => documents.find((each) => kindOf(each) === kind)?.value;
  const root = of('v1alpha1') ?? {};
  const network = sectionOrNone(root, 'cluster', 'network');
  const cni = sectionOrNone(network, 'cni');
  const name = cni === undefined ? 'flannel' : text(cni, 'name');
  const proxy = section(root, 'cluster', 'proxy').disabled !== true;
  const prism = section(root, 'machine', 'features', 'kubePrism').enabled === true;
  if (!has(minor, 'documentEffects'))
    return { ...(name === '' ? {} : { cni: name }), kubeProxy: proxy, kubePrism: prism };
  const flannel = kinds.includes('KubeFlannelCNIConfig') || (network !== undefined && name === 'flannel');
  const document = of('KubeProxyConfig');
  return {
    cni: flannel ? 'flannel' : 'none',
    kubeProxy: document === undefined ? proxy : document.enabled !== false,
    kubePrism: kinds.includes('KubePrismConfig') || prism,
  };
}
