// What a check runs and against which versions, as somebody asked for it: words that mean nothing are refused.
import type { CheckOptions } from '../check';
import { BAD_USAGE, CommandError } from './errors';
import { readValuesFiles } from './files';

/** Choices of the command line, and of the validation plugin. */
export interface PlanOptions {
  readonly only?: string[];
  readonly cilium?: string;
  readonly gatewayApi?: string;
  readonly talos?: string;
  readonly ciliumValues?: string[];
}

type CheckRoom = typeof import('../check');

/**
 * The options of a check.
 *
 * @throws CommandError for a layer or version that is not known
 */
export function planOf(room: CheckRoom, { only, cilium, gatewayApi, talos, ciliumValues }: PlanOptions): CheckOptions {
  if (only?.length === 0) throw new CommandError(BAD_USAGE, ['error: --only names no layer']);
  const layers = only?.map((name) => oneOf('--only', name, room.LAYER_NAMES));
  const versions = {
    ...(cilium === undefined ? {} : { cilium: oneOf('--cilium', room.minorOf(cilium) ?? cilium, room.CILIUM_MINORS) }),
    ...(gatewayApi === undefined
      ? {}
      : {
          gatewayApi: oneOf(
            '--gateway-api',
            gatewayApi.startsWith('v') ? gatewayApi : `v${gatewayApi}`,
            room.GATEWAY_BUNDLES,
          ),
        }),
    ...(talos === undefined ? {} : { talos: oneOf('--talos', room.minorOf(talos) ?? talos, room.TALOS_MINORS) }),
  };
  const values = ciliumValues?.map((file) => ({ content: readValuesFiles([file]), origin: { file, document: 1 } }));
  return {
    versions,
    ...(layers === undefined ? {} : { only: layers }),
    ...(values === undefined ? {} : { ciliumValues: values }),
  };
}

/** One of the known words. */
export function oneOf(option: string, given: string, known: readonly string[]): string {
  if (known.includes(given)) return given;
  throw new CommandError(BAD_USAGE, [`error: ${option}: unknown "${given}"; write one of ${known.join(', ')}`]);
}
