// postBuild of a Flux Kustomization: variables filled in each object as YAML text, so that what they bring can be a number.
// Source: fluxcd/pkg kustomize (SubstituteVariables), read.
import { isMap, Manifest } from '../../manifest';
import { NotUnderstood, Refused } from '../helm/template/go-values';
import { throughText } from '../helm/template/yaml-text';
import { filledVariables, hasVariables, Unknown, Variables } from './envsubst';
import { Beyond, outcome, Outcome, Stopped } from './outcome';

/** The label or annotation by which an object is left as it is. */
const SWITCH = 'kustomize.toolkit.fluxcd.io/substitute';

/**
 * An object with the variables of postBuild filled. Without any variable nothing is filled, defaults neither; an object that is
 * marked `kustomize.toolkit.fluxcd.io/substitute: disabled` stays as it is, and so does a text whose filling is not followed.
 *
 * @param isUnknown tells variables that are set out of sight: they stay as they are written. @default - there are none
 */
export function substituted(object: Manifest, variables: Variables, isUnknown?: Unknown): Outcome<Manifest> {
  return outcome(() => {
    const isNothingSet = Object.keys(variables).length === 0 && isUnknown === undefined;
    if (isNothingSet || isSwitchedOff(object)) return object;
    for (const name of Object.keys(variables))
      if (!/^[A-Za-z_][A-Za-z0-9_]*$/.test(name)) throw new Stopped(`'${name}' var name is invalid`);
    try {
      return throughText(object, {
        touches: hasVariables,
        fill: (text) => followed(() => filledVariables(text, variables, isUnknown)),
        // With its variables in it nobody takes it for what is applied.
        mayStay: (text) => text.includes('${'),
      }) as Manifest;
    } catch (error) {
      if (error instanceof Refused) throw new Stopped(error.message);
      if (error instanceof NotUnderstood) throw new Beyond(error.message);
      throw error;
    }
  });
}

function followed(fill: () => string): string {
  try {
    return fill();
  } catch (error) {
    if (error instanceof Beyond) throw new NotUnderstood(error.message);
    throw error;
  }
}

function isSwitchedOff({ metadata }: Manifest): boolean {
  return [metadata?.labels, metadata?.annotations].some((map) => isMap(map) && map[SWITCH] === 'disabled');
}
