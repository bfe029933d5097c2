// An example of a code: what people write, and what they should write.
import { Files } from '../../problem';

/** A code with a text or folder that gets it, and the same as it should be. */
export type YamlExample = readonly [code: string, bad: string | Files, good: string | Files];
