// The name of a network in its CNI configuration.
import { ValueError } from '../net';

/**
 * Checks a CNI name. Source: libcni, utils.ValidateNetworkName.
 *
 * @param suggestion a good name
 * @throws ValueError `network/cni-name`
 */
export function checkCniName(text: string, suggestion: string): string {
  if (/^[a-zA-Z0-9][a-zA-Z0-9_.-]{0,99}$/.test(text) && !/^[A-Za-z0-9+/]{60,}$/.test(text)) return text;
  // Not shown when it is long: it may be a secret that was pasted into the wrong place.
  const shown = text.length > 60 ? `a text of ${text.length} characters` : `"${text}"`;
  throw new ValueError(
    'network/cni-name',
    `not a CNI name: ${shown}`,
    `write letters, digits, "_", "." and "-", starting with a letter or digit, such as "${suggestion}"`,
  );
}
