// What the Talos documents of the input say about addresses, links and machines, in both formats. Only what is written counts: defaults are not guessed.
import { isMap } from '../../manifest';
import { CheckedDocument, Model } from '../types';
import { Path } from '../../problem';
import { listAt, mapAt, textAt } from './fields';

/** What an address or network is. */
export type TalosAddressKind = 'pod subnet' | 'service subnet' | 'node address' | 'virtual address';

/** An address or network, as text. */
export interface TalosAddress {
  readonly kind: TalosAddressKind;
  readonly text: string;
  readonly at: CheckedDocument;
  readonly path: Path;
}

/** A link that a document configures. */
export interface TalosLink {
  readonly name: string;
  readonly at: CheckedDocument;
}

/** What the documents say, taken together. */
export interface TalosFacts {
  readonly addresses: readonly TalosAddress[];
  readonly links: readonly TalosLink[];
  /** Documents that configure links by selector or alias: the kernel names are not known there. */
  readonly unnamedLinks: readonly CheckedDocument[];
}

/** Documents whose name is that of a link. Source: Talos machinery 1.12 to 1.14. */
const LINK_KINDS = [
  'LinkConfig',
  'BondConfig',
  'BridgeConfig',
  'DummyLinkConfig',
  'VLANConfig',
  'WireguardConfig',
  'VRFConfig',
  'VethConfig',
  'DHCPv4Config',
  'DHCPv6Config',
  'EthernetConfig',
];
/** Documents whose name is the virtual address. */
const VIP_KINDS = ['Layer2VIPConfig', 'HCloudVIPConfig'];

/** The model. */
export const TALOS_FACTS: Model<TalosFacts> = {
  name: 'talos-facts',
  build: (world) => {
    const found = new Found();
    for (const document of world.talos) {
      if (textAt(document.content, 'kind') === undefined) found.v1alpha1(document);
      else found.document(document);
    }
    return found;
  },
};

class Found implements TalosFacts {
  public readonly addresses: TalosAddress[] = [];
  public readonly links: TalosLink[] = [];
  public readonly unnamedLinks: CheckedDocument[] = [];

  public v1alpha1(at: CheckedDocument): void {
    this.texts('pod subnet', at, ['cluster', 'network', 'podSubnets']);
    this.texts('service subnet', at, ['cluster', 'network', 'serviceSubnets']);
    listAt(at.content, 'machine', 'network', 'interfaces').forEach((link, index) => {
      const path: Path = ['machine', 'network', 'interfaces', index];
      const name = textAt(link, 'interface');
      if (name === undefined) this.unnamedLinks.push(at);
      else this.links.push({ name, at });
      this.interface(at, link, path);
      listAt(link, 'vlans').forEach((vlan, position) => {
        const id = mapAt(vlan).vlanId;
        if (name !== undefined && typeof id === 'number') this.links.push({ name: `${name}.${id}`, at });
        this.interface(at, vlan, [...path, 'vlans', position]);
      });
    });
  }

  public document(at: CheckedDocument): void {
    const { content } = at;
    const [kind, name] = [textAt(content, 'kind')!, textAt(content, 'name')];
    if (kind === 'KubeNetworkConfig') {
      this.texts('pod subnet', at, ['podSubnets']);
      this.texts('service subnet', at, ['serviceSubnets']);
    }
    if (kind === 'LinkAliasConfig') this.unnamedLinks.push(at);
    if (VIP_KINDS.includes(kind) && name !== undefined)
      this.addresses.push({ kind: 'virtual address', text: name, at, path: ['name'] });
    if (!LINK_KINDS.includes(kind) || name === undefined) return;
    this.links.push({ name, at });
    listAt(content, 'addresses').forEach((address, index) => {
      const text = textAt(address, 'address');
      if (text !== undefined)
        this.addresses.push({ kind: 'node address', text, at, path: ['addresses', index, 'address'] });
    });
  }

  private interface(at: CheckedDocument, link: unknown, path: Path): void {
    if (!isMap(link)) return;
    listAt(link, 'addresses').forEach((text, index) => {
      if (typeof text === 'string')
        this.addresses.push({ kind: 'node address', text, at, path: [...path, 'addresses', index] });
    });
    const vip = textAt(link, 'vip', 'ip');
    if (vip !== undefined)
      this.addresses.push({ kind: 'virtual address', text: vip, at, path: [...path, 'vip', 'ip'] });
  }

  private texts(kind: TalosAddressKind, at: CheckedDocument, path: Path): void {
    listAt(at.content, ...path).forEach((text, index) => {
      if (typeof text === 'string') this.addresses.push({ kind, text, at, path: [...path, index] });
    });
  }
}
