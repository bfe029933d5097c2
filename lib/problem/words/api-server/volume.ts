// What the API server holds against volumes.
import { Sentences } from '../sentences';

export const VOLUME = {
  'path-up': ({ path }) => [`${path} has ".."`, 'write the path without ".."'],
  'volume-source-without-name': ({ kind }) => [`a ${kind} without name`, 'write name'],
} satisfies Sentences;
