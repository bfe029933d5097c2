// GatewayClasses: which are Cilium's, and their parameters.
import { no, OperatorPanic, yes } from '../conditions';
import { GatewayFeatures } from '../features';
import { named } from '../objects/by-name';
import { GatewayObject } from '../objects/gateways';
import { Identity } from '../objects/identity';
import { mapAt, textAt } from '../read';
import { GATEWAY_CONTROLLER } from './settings';
import { State } from './state';

const CONFIG = { group: 'cilium.io', kind: 'CiliumGatewayClassConfig' };

/** True if the class is of Cilium's controller. */
export function isOurs({ object }: Identity): boolean {
  return textAt(object, 'spec', 'controllerName') === GATEWAY_CONTROLLER;
}

/** The reference of a class to its configuration. */
interface Parameters {
  readonly supported: boolean;
  readonly namespace: string | undefined;
  readonly name: string;
}

/** The reference of a class, if it has one. */
export function parametersOf({ object }: Identity): Parameters | undefined {
  const ref = mapAt(object, 'spec', 'parametersRef');
  return (
    ref && {
      supported: (textAt(ref, 'group') ?? '') === CONFIG.group && textAt(ref, 'kind') === CONFIG.kind,
      namespace: textAt(ref, 'namespace'),
      name: textAt(ref, 'name') ?? '',
    }
  );
}

function isNamed({ namespace, name }: Parameters): boolean {
  return namespace !== undefined && namespace !== '' && name !== '';
}

function configOf({ given }: State, { namespace, name }: Parameters): Identity | undefined {
  return named(given.configs, namespace ?? '', name);
}

/** Accepts or refuses a class. Returns the error. */
export function reconcileClass(state: State, gatewayClass: Identity): string | undefined {
  const parameters = parametersOf(gatewayClass);
  const refuse = () => state.classes.set(gatewayClass.name, no('InvalidParameters', 'Invalid GatewayClass'));
  if (parameters !== undefined) {
    const { features } = state;
    const named = features.checksClassParameters
      ? isNamed(parameters)
      : parameters.namespace !== undefined && parameters.name !== '';
    if (!parameters.supported || !named) {
      refuse();
      return undefined;
    }
    if (configOf(state, parameters) === undefined) {
      refuse();
      return `ciliumgatewayclassconfigs.cilium.io "${parameters.name}" not found`;
    }
  }
  state.classes.set(gatewayClass.name, yes('Accepted', 'Valid GatewayClass'));
  return undefined;
}

/** Why a Gateway is refused for its own parameters or those of its class. */
export function parametersRefusal(
  features: GatewayFeatures,
  gateway: GatewayObject,
  parameters: Parameters | undefined,
): { readonly message: string; readonly failure: string } | undefined {
  if (
    features.checksGatewayParameters &&
    mapAt(gateway.object, 'spec', 'infrastructure', 'parametersRef') !== undefined
  )
    return {
      message: 'Invalid Gateway parameters: spec.infrastructure.parametersRef is not supported',
      failure: 'Invalid Gateway',
    };
  if (!features.checksClassParameters || parameters === undefined) return undefined;
  if (!parameters.supported)
    return {
      message: 'Invalid GatewayClass parameters: spec.parametersRef.kind must be CiliumGatewayClassConfig',
      failure: 'Invalid GatewayClass',
    };
  if (isNamed(parameters)) return undefined;
  return {
    message: 'Invalid GatewayClass parametersRef: both name and namespace are required',
    failure: 'Invalid GatewayClass',
  };
}

/** The configuration of the class; where it does not resolve, the Gateway goes on with the defaults. */
export function configForGateway(state: State, parameters: Parameters | undefined): Identity | undefined {
  if (parameters === undefined || !parameters.supported) return undefined;
  if (parameters.namespace === undefined) throw new OperatorPanic();
  return configOf(state, parameters);
}
