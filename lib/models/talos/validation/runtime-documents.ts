// Documents of registries, the runtime, extensions and kernel parameters.
import { isQualifiedName, PlainMap } from '../../../manifest';
import { port, readUrl } from '../url';
import { Check, isUnset, items, number, section, sectionOrNone, sections, text } from './at';
import { celProblem } from './cel';
import { checkContainer } from './container-config';
import { isPem } from './keys';
import { DocumentCheck } from './links';
import { checkSelector } from './storage-documents';

const SECOND = 1e9;

const named: DocumentCheck = (check, value) => {
  check.need(value, 'name');
};

/** Checks by kind. Source: types/cri, runtime, security, siderolink of the configuration code. */
export const RUNTIME_CHECKS: Readonly<Record<string, DocumentCheck>> = {
  ZswapConfig: (check, value) => {
    const percent = value.maxPoolPercent;
    if (typeof percent === 'number' && (percent < 0 || percent > 100))
      check.error('percentage', ['maxPoolPercent'], { value: percent });
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
  ContainerConfig: checkContainer,
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
