// What rests on a guess: a part of an object that a chart makes, in a version whose output nobody compared.
import { Path } from '../problem';
import { Place } from './rule';

/** True if the part of the object at the path, or the whole of it, is such a part. */
export function restsOnGuess({ origin }: Place, path: Path): boolean {
  const guessed = origin.rendered?.guessed ?? [];
  return guessed.some((part) => part.every((step, index) => path[index] === step));
}
