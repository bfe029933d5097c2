// Documents of storage, registries, the runtime and containers.
import { isIn, Span } from '../../../catalogue/span';
import { isQualifiedName, PlainMap } from '../../../manifest';
import { readBytes } from '../sizes';
import { TalosPath } from '../problem';
import { port, readUrl } from '../url';
import { Check, isUnset, items, number, section, sectionOrNone, sections, text } from './at';
import { celProblem } from './cel';
import { isPem } from './keys';
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

const named: DocumentCheck = (check, value) => {
  check.need(value, 'name');
};

function checkName(check: Check, value: PlainMap, length: number, signs: RegExp): void {
  const name = text(value, 'name');
  if (name === '' || name.length > length || !signs.test(name)) check.error('volume-name', ['name'], { value: name });
}

function checkSelector(
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

/** Checks by kind. Source: types/block, storage, cri, runtime, security, siderolink and container of the configuration code. */
export const OTHER_CHECKS: Readonly<Record<string, DocumentCheck>> = {
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
    const mount = Object.keys(section(value, 'mount')).length > 0;
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
  ZswapConfig: (check, value) => {
    const percent = value.maxPoolPercent;
    if (typeof percent === 'number' && (percent < 0 || percent > 100))
      check.error('percentage', ['maxPoolPercent'], { value: percent });
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
  RegistryAuthConfig: (check, value) => {
    named(check, value);
    const [user, identity, auth] = ['username', 'identityToken', 'auth'].map((key) => !isUnset(value[key]));
    if ((user && identity) || (auth && (user || identity))) check.error('several-credentials');
  },
  RegistryMirrorConfig: (check, value) => {
    named(check, value);
    sections(value, 'endpoints').forEach((endpoint, index) => {
      const url = readUrl(text(endpoint, 'url'));
      if (isUnset(endpoint.url) || url === undefined || !['http', 'https'].includes(url.scheme))
        check.error('url', ['endpoints', index, 'url'], { value: text(endpoint, 'url') });
    });
  },
  RegistryTLSConfig: (check, value) => {
    named(check, value);
    if (!isUnset(value.ca) && !isPem(text(value, 'ca'))) check.error('pem', ['ca']);
    const identity = sectionOrNone(value, 'clientIdentity');
    if (identity !== undefined && (!isPem(text(identity, 'cert'), 'CERTIFICATE') || !isPem(text(identity, 'key'))))
      check.error('pem', ['clientIdentity']);
  },
  CRICustomizationConfig: (check, value) => {
    if (!isQualifiedName(text(value, 'name'))) check.error('name', ['name'], { value: text(value, 'name') });
  },
  EnvironmentConfig: (check, value) => {
    for (const key of Object.keys(section(value, 'variables')))
      if (!/^[A-Za-z_][A-Za-z0-9_]*$/.test(key)) check.error('variable-name', ['variables', key], { key });
  },
  EtcFileConfig: (check, value) => {
    const name = text(value, 'name');
    if (
      name === '' ||
      name.startsWith('/') ||
      name.startsWith('.') ||
      name.split('/').includes('..') ||
      MANAGED_FILES.test(name)
    )
      check.error('etc-file', ['name'], { value: name });
  },
  EventSinkConfig: (check, value) => {
    if (!/^(?:\[[^\]]*\]|[^:[\]]*):[^:]*$/.test(text(value, 'endpoint')))
      check.error('endpoint', ['endpoint'], { value: text(value, 'endpoint') });
  },
  KernelModuleConfig: named,
  KmsgLogConfig: (check, value) => {
    // One thing at a time.
    const url = readUrl(text(value, 'url'));
    if (isUnset(value.name)) check.error('required', ['name']);
    else if (isUnset(value.url) || url === undefined) check.error('required', ['url']);
    else if (!['tcp', 'udp'].includes(url.scheme) || !['', '/'].includes(url.path) || port(url) === '')
      check.error('url', ['url'], { value: text(value, 'url') });
  },
  OOMConfig: (check, value) => {
    for (const [key, wanted] of [
      ['triggerExpression', 'bool'],
      ['cgroupRankingExpression', 'number'],
    ] as const) {
      const problem = value[key] === undefined ? undefined : celProblem(text(value, key), 'cgroup', wanted);
      if (problem !== undefined) check.error('cel', [key], { problem });
    }
    if (number(value, 'sampleInterval') < 0) check.error('negative', ['sampleInterval']);
  },
  SysctlConfig: checkParams,
  SysfsConfig: checkParams,
  UnattendedInstallConfig: (check, value) => {
    if (isUnset(section(value, 'installer').image)) check.warn('installer-image', ['installer', 'image']);
    checkSelector(
      check,
      section(value, 'provisioning', 'diskSelector'),
      ['provisioning', 'diskSelector'],
      'disk',
      true,
    );
  },
  WatchdogTimerConfig: (check, value) => {
    check.need(value, 'device');
    const timeout = number(value, 'timeout');
    if (timeout !== 0 && timeout < 10 * SECOND) check.error('interval', ['timeout']);
  },
  ExtensionServiceConfig: (check, value) => {
    named(check, value);
    const files = sections(value, 'configFiles');
    if (files.length === 0 && items(value, 'environment').length === 0) check.error('required', ['configFiles']);
    files.forEach((file, index) => {
      for (const key of ['content', 'mountPath'])
        if (isUnset(file[key])) check.error('required', ['configFiles', index, key]);
    });
  },
  SideroLinkConfig: (check, value) => {
    const url = readUrl(text(value, 'apiUrl'));
    if (
      isUnset(value.apiUrl) ||
      url === undefined ||
      !['https', 'grpc'].includes(url.scheme) ||
      !['', '/'].includes(url.path)
    )
      check.error('url', ['apiUrl']);
  },
  ImageVerificationConfig: (check, value) => {
    sections(value, 'rules').forEach((rule, index) => {
      const path = ['rules', index];
      const [keyless, publicKey] = [sectionOrNone(rule, 'keyless'), sectionOrNone(rule, 'publicKey')];
      const verified = keyless !== undefined || publicKey !== undefined;
      const decided = rule.skip === true || rule.deny === true;
      if (isUnset(rule.image)) check.error('required', [...path, 'image']);
      if (text(rule, 'image').includes('@')) check.warn('image-pattern', [...path, 'image']);
      if (rule.skip === true && rule.deny === true) check.error('skip-and-deny', path);
      if (decided === verified) check.error(decided ? 'verifier-unused' : 'verifier-missing', path);
      if (keyless !== undefined && publicKey !== undefined) check.error('two-verifiers', path);
      if (
        keyless !== undefined &&
        (isUnset(keyless.issuer) || (isUnset(keyless.subject) && isUnset(keyless.subjectRegex)))
      )
        check.error('verifier', [...path, 'keyless']);
      if (publicKey !== undefined && isUnset(publicKey.certificate)) check.error('verifier', [...path, 'publicKey']);
    });
  },
};

/** Files and folders below /etc that Talos writes itself. Source: runtime/etc_file.go, managedEtcFiles and managedEtcPrefixes. */
const MANAGED_FILES =
  /^(?:resolv\.conf|hosts|machine-id|extensions\.yaml|localtime|os-release|xattr\.conf|iscsi\/initiatorname\.iscsi|nvme\/host(?:id|nqn))$|^(?:cni|kubernetes|cri|apparmor|apparmor\.d|ca-certificates|lvm|pki|selinux|ssl)(?:\/|$)/;

function checkParams(check: Check, value: PlainMap): void {
  if ('' in section(value, 'params')) check.error('empty-key', ['params']);
}
