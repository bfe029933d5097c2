// Documents of disks and volumes.
import { isIn, Span } from '../../../catalogue/span';
import { PlainMap } from '../../../manifest';
import { readBytes } from '../sizes';
import { TalosPath } from '../problem';
import { Check, isUnset, items, number, section, sectionOrNone, sections, text } from './at';
import { celProblem } from './cel';
import { DocumentCheck } from './links';

const SECOND = 1e9;
/** Names of volumes become partition labels of 36 characters, two of which Talos takes. */
const VOLUME_NAME_LENGTH = 34;
/** System volumes that a document may speak of. */
const SYSTEM_VOLUMES: readonly (Span & { readonly name: string })[] = [
  { name: 'STATE' },
  { name: 'EPHEMERAL' },
  { name: 'IMAGECACHE' },
  { name: 'ETCD', since: '1.14' },
  { name: 'CRI', since: '1.14' },
  { name: 'KUBELET', since: '1.14' },
  { name: 'LOG', since: '1.14' },
];

/** Types of file system; nothing said is xfs. */
const FILESYSTEMS: readonly (Span & { readonly type: string })[] = [
  { type: '' },
  { type: 'none' },
  { type: 'xfs' },
  { type: 'ext4' },
  { type: 'btrfs', since: '1.14' },
];
/** Mount options that a volume of type directory is refused for. */
const PARTITION_MOUNT: readonly (Span & { readonly key: string })[] = [
  { key: 'disableAccessTime', since: '1.13' },
  { key: 'secure', since: '1.13', until: '1.14' },
];

/** `secure` alone makes no mount of a system volume before (run). */
const SECURE_COUNTS: Span = { since: '1.14' };

function checkName(check: Check, value: PlainMap, length: number, signs: RegExp): void {
  const name = text(value, 'name');
  if (name === '' || name.length > length || !signs.test(name)) check.error('volume-name', ['name'], { value: name });
}

/** A condition in CEL that chooses disks or volumes. */
export function checkSelector(
  check: Check,
  selector: PlainMap,
  path: TalosPath,
  environment: string,
  required: boolean,
): void {
  if (selector.match === undefined) {
    if (required) check.error('required', [...path, 'match']);
    return;
  }
  const problem = celProblem(String(selector.match), environment);
  if (problem !== undefined) check.error('cel', [...path, 'match'], { problem });
}

function sizeOf(value: unknown): number | undefined {
  return typeof value === 'string' && !value.includes('%') ? readBytes(value.replace(/^-/, '')) : undefined;
}

function checkProvisioning(check: Check, value: PlainMap, required: boolean, sized: boolean): void {
  const spec = section(value, 'provisioning');
  checkSelector(check, section(spec, 'diskSelector'), ['provisioning', 'diskSelector'], 'disk', required);
  const { minSize, maxSize } = spec;
  const set = minSize !== undefined || maxSize !== undefined;
  if (!sized) {
    if (set || spec.grow !== undefined) check.error('size-unsupported', ['provisioning']);
    return;
  }
  const [least, most] = [sizeOf(minSize), sizeOf(maxSize)];
  if (least !== undefined && most !== undefined && !String(maxSize).startsWith('-') && least > most)
    check.error('sizes', ['provisioning'], { minSize, maxSize });
  if (required && !set) check.error('required', ['provisioning', 'minSize']);
  if (String(minSize ?? '').startsWith('-')) check.error('negative', ['provisioning', 'minSize']);
}

function checkEncryption(check: Check, value: PlainMap): void {
  const spec = sectionOrNone(value, 'encryption');
  if (spec === undefined || (isUnset(spec.provider) && items(spec, 'keys').length === 0)) return;
  if (text(spec, 'provider') !== 'luks2') check.error('encryption-provider', ['encryption', 'provider']);
  const keys = sections(spec, 'keys');
  if (keys.length === 0) check.error('required', ['encryption', 'keys']);
  const slots = keys.map((key) => number(key, 'slot'));
  keys.forEach((key, index) => {
    if (slots.indexOf(slots[index]!) !== index) check.error('encryption-slot', ['encryption', 'keys', index, 'slot']);
    if (['static', 'nodeID', 'kms', 'tpm'].every((each) => sectionOrNone(key, each) === undefined))
      check.error('encryption-key', ['encryption', 'keys', index]);
    items(key, 'tpm', 'options', 'pcrs').forEach((pcr) => {
      if (typeof pcr === 'number' && (pcr < 0 || pcr > 23)) check.error('pcr', ['encryption', 'keys', index, 'tpm']);
    });
  });
}

function checkCare(check: Check, value: PlainMap): void {
  if (number(section(value, 'trim'), 'interval') < 0) check.error('negative', ['trim', 'interval']);
  const scrub = number(section(value, 'scrub'), 'interval');
  if (scrub !== 0 && scrub < 10 * SECOND) check.error('interval', ['scrub', 'interval']);
}

const VOLUME = /^[A-Za-z0-9-]*$/;
const LVM = /^[A-Za-z0-9_-]*$/;

function checkFilesystem(check: Check, value: PlainMap): void {
  const spec = section(value, 'filesystem');
  const type = text(spec, 'type');
  if (!FILESYSTEMS.some((row) => row.type === type && isIn(check.minor, row)))
    check.error('filesystem', ['filesystem', 'type'], { value: type });
  // Nothing said is xfs.
  else if (
    !['', 'none', 'xfs'].includes(type) &&
    (spec.projectQuotaSupport === true || sectionOrNone(spec, 'xfs') !== undefined)
  )
    check.error('filesystem-options', ['filesystem'], { type });
}

const partition: DocumentCheck = (check, value) => {
  checkName(check, value, VOLUME_NAME_LENGTH, VOLUME);
  checkProvisioning(check, value, true, true);
  checkEncryption(check, value);
};

/** Checks by kind. Source: types/block and types/storage of the configuration code. */
export const STORAGE_CHECKS: Readonly<Record<string, DocumentCheck>> = {
  RawVolumeConfig: partition,
  SwapVolumeConfig: partition,
  UserVolumeConfig: (check, value) => {
    checkName(check, value, VOLUME_NAME_LENGTH, VOLUME);
    const type = value.volumeType ?? 'partition';
    if (type === 'directory') {
      for (const key of ['provisioning', 'encryption', 'filesystem'])
        if (Object.keys(section(value, key)).length > 0) check.error('unsupported', [key], { type });
      const mount = section(value, 'mount');
      if (PARTITION_MOUNT.some((row) => mount[row.key] !== undefined && isIn(check.minor, row)))
        check.error('unsupported', ['mount'], { type });
    } else if (type === 'disk' || type === 'partition') {
      checkProvisioning(check, value, true, type === 'partition');
      checkFilesystem(check, value);
      checkEncryption(check, value);
    } else check.error('volume-type', ['volumeType'], { value: type });
    checkCare(check, value);
  },
  ExistingVolumeConfig: (check, value) => {
    checkName(check, value, Infinity, VOLUME);
    checkSelector(
      check,
      section(value, 'discovery', 'volumeSelector'),
      ['discovery', 'volumeSelector'],
      'volume',
      true,
    );
    checkCare(check, value);
  },
  ExternalVolumeConfig: (check, value) => {
    checkName(check, value, VOLUME_NAME_LENGTH, VOLUME);
    if (text(value, 'filesystemType') !== 'virtiofs')
      check.error('filesystem', ['filesystemType'], { value: value.filesystemType });
    else if (isUnset(section(value, 'mount', 'virtiofs').tag)) check.error('required', ['mount', 'virtiofs', 'tag']);
  },
  VolumeConfig: (check, value) => {
    const name = text(value, 'name');
    if (!SYSTEM_VOLUMES.some((row) => row.name === name && isIn(check.minor, row))) {
      check.error('system-volume', ['name'], { value: name });
      return;
    }
    const mount = Object.keys(section(value, 'mount')).some(
      (key) => key !== 'secure' || isIn(check.minor, SECURE_COUNTS),
    );
    const provisioning = section(value, 'provisioning');
    if (name === 'STATE') {
      if (Object.keys(provisioning).length > 0) check.error('unsupported', ['provisioning'], { volume: name });
      if (sections(value, 'encryption', 'keys').some((key) => key.lockToState === true))
        check.error('unsupported', ['encryption'], { volume: name });
    }
    if (mount && (name === 'STATE' || name === 'IMAGECACHE')) check.error('unsupported', ['mount'], { volume: name });
    if (name === 'IMAGECACHE' && Object.keys(section(value, 'filesystem')).length > 0)
      check.error('unsupported', ['filesystem'], { volume: name });
    if (mount && ['ETCD', 'CRI', 'KUBELET', 'LOG'].includes(name) && Object.keys(provisioning).length === 0)
      check.error('unsupported', ['mount'], { volume: name });
    checkProvisioning(check, value, false, true);
    checkEncryption(check, value);
    checkCare(check, value);
  },
  FilesystemTrimConfig: (check, value) => {
    if (number(value, 'interval') < 0) check.error('negative', ['interval']);
  },
  FilesystemScrubConfig: (check, value) => {
    const interval = number(value, 'interval');
    if (interval !== 0 && interval < 10 * SECOND) check.error('interval', ['interval']);
  },
  LVMVolumeGroupConfig: (check, value) => {
    checkName(check, value, 63, LVM);
    checkSelector(
      check,
      section(value, 'provisioning', 'volumeSelector'),
      ['provisioning', 'volumeSelector'],
      'volume',
      true,
    );
  },
  RAIDArrayConfig: (check, value) => {
    checkName(check, value, 32, LVM);
    checkSelector(
      check,
      section(value, 'provisioning', 'volumeSelector'),
      ['provisioning', 'volumeSelector'],
      'volume',
      true,
    );
  },
  LVMLogicalVolumeConfig: (check, value) => {
    checkName(check, value, 63, LVM);
    const type = value.type ?? 'linear';
    const { mirrors, stripes } = value;
    if (typeof mirrors === 'number' && (!['raid1', 'raid10'].includes(String(type)) || mirrors < 1))
      check.error('mirrors', ['mirrors'], { type });
    if (typeof stripes === 'number' && (!['raid0', 'raid10'].includes(String(type)) || stripes < 2))
      check.error('stripes', ['stripes'], { type });
    const spec = section(value, 'provisioning');
    for (const key of ['volumeGroup', 'maxSize'])
      if (isUnset(spec[key])) check.error('required', ['provisioning', key]);
    if (String(spec.maxSize ?? '').startsWith('-')) check.error('negative', ['provisioning', 'maxSize']);
    const [least, most] = [sizeOf(spec.minSize), sizeOf(spec.maxSize)];
    if (least !== undefined && most !== undefined && least > most) check.error('sizes', ['provisioning']);
  },
};
