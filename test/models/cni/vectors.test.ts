// The configurations that the real plugins ran: an error where ADD fails for what the texts say, and none where it works.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { CniProblem, judgeConfiguration, judgeRequest, readAnnotation } from '../../../lib/models/cni';
import { SHARED } from '../../support/engines';

const VECTORS = join(SHARED, 'vectors', 'cni.jsonl');
const vectors = existsSync(VECTORS) ? describe : describe.skip;

interface Attachment {
  readonly network?: string;
  readonly interface?: string;
  readonly runtimeConfig?: Readonly<Record<string, unknown>>;
  readonly cniArgs?: Readonly<Record<string, unknown>>;
  readonly pod: string;
}

interface Vector {
  readonly id: string;
  readonly config?: unknown;
  readonly networks?: Readonly<Record<string, unknown>>;
  readonly attachments: readonly Attachment[];
  readonly pods?: Readonly<Record<string, { readonly eth0?: boolean }>>;
  readonly expected: { readonly ok: boolean; readonly kind?: string };
}

/** Failures that the texts of networks and annotations do not tell: what the node has, and what other pods took. */
const NOT_IN_THE_TEXTS: readonly string[] = [
  // The lab without a NAD; a real one always has a name.
  'name-missing-no-nad',
  'name-missing-list-no-nad',
  // Links of the node, and their mtu.
  'macvlan-mtu-above',
  'macvlan-master-missing-none',
  'macvlan-master-unknown',
  'macvlan-master-bridge-port',
  'macvlan-linkincontainer-missing',
  'ipvlan-master-unknown',
  'ipvlan-master-none',
  'vlan-master-unknown',
  'vlan-mtu-above',
  'bridge-not-a-bridge',
  'hostdev-unknown',
  'hostdev-pci-unknown',
  'hostdev-twice',
  'tap-bridge-missing',
  'tuning-mtu-above',
  // Other pods of the node: their number, their addresses, their links.
  'macvlan-mac-twice',
  'macvlan-passthru-then-bridge',
  'macvlan-bridge-then-passthru',
  'macvlan-passthru-twice',
  'bridge-address-differs',
  'hostlocal-30-exhausted',
  'hostlocal-range-exhausted',
  'hostlocal-ip-taken',
];

/** Not what Multus does: it always passes the request by CNI_ARGS too; and it always makes eth0 first. */
const NOT_MULTUS: readonly string[] = ['hostlocal-ip-two-nolegacy', 'attach-eth0-free'];

vectors(
  'every recorded configuration gets the verdict of the plugins (skipped where the recordings are not beside the checkout)',
  () => {
    const rows = existsSync(VECTORS)
      ? readFileSync(VECTORS, 'utf8')
          .trim()
          .split('\n')
          .map((line) => JSON.parse(line) as Vector)
      : [];
    const decided = rows.filter(({ expected }) => expected.ok || expected.kind === 'configuration');
    const told = decided.filter(({ id }) => !NOT_IN_THE_TEXTS.includes(id) && !NOT_MULTUS.includes(id));

    test('an error exactly where ADD fails', () => {
      const wrong = told.filter((vector) => hasError(vector) === vector.expected.ok).map(({ id }) => id);
      expect(wrong).toEqual([]);
      expect({ all: rows.length, decided: decided.length, told: told.length }).toEqual({
        all: 453,
        decided: 423,
        told: 396,
      });
    });
    test('the others work or fail by what the texts do not say', () => {
      const wrong = decided
        .filter((vector) => NOT_IN_THE_TEXTS.includes(vector.id) && hasError(vector))
        .map(({ id }) => id);
      expect(wrong).toEqual([]);
    });
  },
);

function hasError(vector: Vector): boolean {
  return problemsOf(vector).some(({ level }) => level === 'error');
}

function problemsOf({ config, networks, attachments }: Vector): CniProblem[] {
  const text = (each: unknown) => (typeof each === 'string' ? each : JSON.stringify(each));
  const nets = networks ?? { '': config };
  const alone = Object.values(nets).flatMap((each) => judgeConfiguration(text(each)));
  const pods = [...new Set(attachments.map(({ pod }) => pod))];
  // What a pod asks for goes through the annotation, as in a cluster.
  const asked = pods.flatMap((pod) => {
    const own = attachments.filter((attachment) => attachment.pod === pod);
    const { selections, problems } = readAnnotation(JSON.stringify(own.map(entryOf)));
    return [
      ...problems,
      ...selections.flatMap(({ name, request }) => judgeRequest(text(nets[name === 'n' ? '' : name]), request)),
    ];
  });
  return [...alone, ...asked];
}

function entryOf({ network, interface: link, runtimeConfig = {}, cniArgs }: Attachment): Record<string, unknown> {
  const { ips, mac, portMappings, bandwidth } = runtimeConfig;
  return { name: network ?? 'n', interface: link, ips, mac, portMappings, bandwidth, 'cni-args': cniArgs };
}
