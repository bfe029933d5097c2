// What a check runs and against which versions, as somebody asked for it: words that mean nothing are refused.
import { CILIUM_MINORS, GATEWAY_BUNDLES, minorOf, TALOS_MINORS } from '../../world/versions';
import { CheckedDocument, Versions } from '../../world/types';
import { LAYER_NAMES } from '../layers';
import { SettingsError } from './error';
import { readValuesFiles } from './files';

/** Versions as people write them: with a `v` or without, and with a patch or without. */
export interface VersionSettings {
  /** Cilium, such as `1.20` or `v1.20.0`. @default - what the input says */
  readonly cilium?: string;
  /** Gateway API bundle, such as `v1.4.1`. @default - what the input says */
  readonly gatewayApi?: string;
  /** Talos, such as `1.14`. @default - what the input says */
  readonly talos?: string;
}

/** Choices of the command line, and of the validation plugin. */
export interface PlanSettings extends VersionSettings {
  /** Layers to run. @default - all */
  readonly only?: readonly string[];
  /** Values files of the Cilium chart. @default - what the input holds */
  readonly ciliumValues?: readonly string[];
}

/** The part of the options of a check that settings decide. */
export interface Plan {
  readonly versions: Partial<Versions>;
  readonly only?: readonly string[];
  readonly ciliumValues?: readonly CheckedDocument[];
}

/**
 * The options of a check.
 *
 * @throws SettingsError for a layer or version that is not known, and for a values file that cannot be read
 */
export function planOf({ only, ciliumValues, ...versions }: PlanSettings): Plan {
  if (only?.length === 0) throw new SettingsError('names no layer', 'only');
  const layers = only?.map((name) => oneOf('only', name, LAYER_NAMES));
  const values = ciliumValues?.map((file) => ({ content: readValuesFiles([file]), origin: { file, document: 1 } }));
  return {
    versions: versionsOf(versions),
    ...(layers === undefined ? {} : { only: layers }),
    ...(values === undefined ? {} : { ciliumValues: values }),
  };
}

/**
 * The versions that somebody named, as the check knows them.
 *
 * @throws SettingsError for one that is not known
 */
export function versionsOf({ cilium, gatewayApi, talos }: VersionSettings): Partial<Versions> {
  const bundle = gatewayApi === undefined || gatewayApi.startsWith('v') ? gatewayApi : `v${gatewayApi}`;
  return {
    ...(cilium === undefined ? {} : { cilium: oneOf('cilium', minorOf(cilium) ?? cilium, CILIUM_MINORS) }),
    ...(bundle === undefined ? {} : { gatewayApi: oneOf('gatewayApi', bundle, GATEWAY_BUNDLES) }),
    ...(talos === undefined ? {} : { talos: oneOf('talos', minorOf(talos) ?? talos, TALOS_MINORS) }),
  };
}

/**
 * One of the known words.
 *
 * @throws SettingsError for another
 */
export function oneOf<Word extends string>(setting: string, given: string, known: readonly Word[]): Word {
  const word = known.find((each) => each === given);
  if (word === undefined) throw new SettingsError(`unknown "${given}"; write one of ${known.join(', ')}`, setting);
  return word;
}
