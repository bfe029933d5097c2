// Image references: a version that stays, never a tag that moves.
import { ValueError } from '../net';

/** Tags that name whatever is newest. */
const MOVING = /^(latest|snapshot|stable|rolling|main|master|edge|nightly)\b/;
const REFERENCE =
  /^([a-z0-9.-]+(?::\d+)?(?:\/[a-z0-9]+(?:(?:\.|_|__|-+)[a-z0-9]+)*)+):([A-Za-z0-9_][A-Za-z0-9_.-]{0,127})(?:@(sha256:[0-9a-f]{64}))?$/;

/** The parts of an image reference. */
export interface ImageReference {
  readonly repository: string;
  readonly tag: string;
  readonly digest?: string;
}

/**
 * Parses an image reference.
 *
 * @param digest true if the digest is required
 * @throws ValueError `multus/image`, `multus/image-moving-tag`, `multus/image-digest`
 */
export function parseImage(text: string, digest: boolean): ImageReference {
  const example = `"registry.example/cni/image:v1.2.3${digest ? '@sha256:<64 hex digits>' : ''}"`;
  const match = REFERENCE.exec(text);
  if (match === null)
    throw new ValueError('multus/image', `not an image with registry and tag: "${text}"`, `write ${example}`);
  const [, repository = '', tag = '', found] = match;
  if (MOVING.test(tag) || !/\d/.test(tag))
    throw new ValueError(
      'multus/image-moving-tag',
      `image "${text}" has the moving tag "${tag}": nodes would run different programs under one name`,
      `write the tag of a release: ${example}`,
    );
  if (digest && found === undefined)
    throw new ValueError(
      'multus/image-digest',
      `image "${text}" without a digest: its base image floats, so the tag does not say what runs`,
      `write ${example}`,
    );
  return { repository, tag, ...(found === undefined ? {} : { digest: found }) };
}
