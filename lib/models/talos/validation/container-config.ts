// Containers that Talos runs itself (1.14). Source: types/container of the configuration code, each check run.
import { PlainMap } from '../../../manifest';
import { readBytes } from '../sizes';
import { TalosPath } from '../problem';
import { Check, isUnset, items, section, sections, text } from './at';
import { DocumentCheck } from './links';

const SOURCES: readonly string[] = ['userVolume', 'tmpfs', 'hostPath'];
/** Fields of a source that must be there, and those that are absolute paths. */
const REQUIRED: Readonly<Record<string, readonly string[]>> = {
  userVolume: ['name', 'destination'],
  tmpfs: ['destination'],
  hostPath: ['source', 'destination'],
};
const PATHS: readonly string[] = ['source', 'destination'];
const MOUNT_OPTIONS: readonly string[] = ['noatime', 'nodev', 'noexec', 'nosuid', 'rbind', 'ro', 'rshared', 'rw'];
const PROFILES: readonly string[] = ['restricted', 'privileged'];
const NETWORK_MODES: readonly string[] = ['none', 'host'];
const NETWORK_CONDITIONS: readonly string[] = ['addresses', 'connectivity', 'etcfiles', 'hostname'];
const NAME = /^[a-z0-9-]+$/;
/** A reference of an image: a registry with a port, parts of a path, a tag, a digest. */
const IMAGE =
  /^(?:[A-Za-z0-9.-]+(?::\d+)?\/)?[a-z0-9]+(?:(?:[._]|__|-+)[a-z0-9]+)*(?:\/[a-z0-9]+(?:(?:[._]|__|-+)[a-z0-9]+)*)*(?::[\w][\w.-]{0,127})?(?:@[A-Za-z0-9+._-]+:[0-9a-fA-F]{32,})?$/;

/** Checks a ContainerConfig. */
export const checkContainer: DocumentCheck = (check, value) => {
  const [name, image] = [text(value, 'name'), text(value, 'image')];
  if (name === '') check.error('required', ['name']);
  else if (!NAME.test(name)) check.error('name', ['name'], { value: name });
  if (image === '') check.error('required', ['image']);
  else if (!IMAGE.test(image)) check.error('image', ['image'], { value: image });
  if (image !== '' && !image.includes('@sha256:')) check.warn('image-not-pinned', ['image'], { image });
  checkMounts(check, value);
  checkLimits(check, value);
  oneOf(check, section(value, 'security'), 'profile', ['security', 'profile'], PROFILES);
  oneOf(check, section(value, 'network'), 'mode', ['network', 'mode'], NETWORK_MODES);
  for (const key of ['uid', 'gid']) {
    const id = section(value, 'runAs')[key];
    if (typeof id === 'number' && id < 0) check.error('negative', ['runAs', key]);
  }
  for (const key of ['add', 'drop'])
    items(value, 'security', 'capabilities', key).forEach((capability, index) => {
      if (!/^(?!CAP_)[A-Z_]*$/.test(String(capability)))
        check.error('capability', ['security', 'capabilities', key, index], { value: capability });
    });
  items(value, 'environment').forEach((variable, index) => {
    if (!/^[^=]+=/.test(String(variable))) check.error('variable', ['environment', index]);
  });
  items(value, 'dependsOn', 'paths').forEach((path, index) => {
    if (!String(path).startsWith('/')) check.error('relative-path', ['dependsOn', 'paths', index], { value: path });
  });
  items(value, 'dependsOn', 'networks').forEach((condition, index) => {
    if (!NETWORK_CONDITIONS.includes(String(condition)))
      check.error('not-one-of', ['dependsOn', 'networks', index], { value: condition, words: NETWORK_CONDITIONS });
  });
};

function checkMounts(check: Check, value: PlainMap): void {
  const destinations = new Set<string>();
  sections(value, 'mounts').forEach((mount, index) => {
    const path = ['mounts', index];
    const [source, ...others] = SOURCES.filter((key) => mount[key] !== undefined && mount[key] !== null);
    // Of none or several nothing else is looked at.
    if (source === undefined || others.length > 0) {
      check.error('not-one-source', path, { words: SOURCES });
      return;
    }
    checkMount(check, section(mount, source), source, [...path, source]);
    const destination = text(mount, source, 'destination');
    if (destination !== '' && destinations.has(destination))
      check.error('duplicate-destination', [...path, source, 'destination'], { value: destination });
    destinations.add(destination);
  });
}

function checkMount(check: Check, mount: PlainMap, source: string, path: TalosPath): void {
  for (const key of REQUIRED[source]!) {
    if (isUnset(mount[key])) check.error('required', [...path, key]);
    else if (PATHS.includes(key) && !text(mount, key).startsWith('/'))
      check.error('relative-path', [...path, key], { value: mount[key] });
  }
  items(mount, 'options').forEach((option, index) => {
    if (!MOUNT_OPTIONS.includes(String(option)))
      check.error('not-one-of', [...path, 'options', index], { value: option, words: MOUNT_OPTIONS });
  });
}

function checkLimits(check: Check, value: PlainMap): void {
  const limits = section(value, 'resources', 'limits');
  const [cpu, memory] = [text(limits, 'cpu'), text(limits, 'memory')];
  if (cpu !== '' && !/^\d+m$/.test(cpu)) check.error('millicores', ['resources', 'limits', 'cpu'], { value: cpu });
  if (memory !== '' && readBytes(memory) === undefined)
    check.error('size', ['resources', 'limits', 'memory'], { value: memory });
}

function oneOf(check: Check, of: PlainMap, key: string, path: TalosPath, words: readonly string[]): void {
  const value = text(of, key);
  if (value !== '' && !words.includes(value)) check.error('not-one-of', path, { value, words });
}
