// The words for what the API server makes of an object, by `what` of the data.
import { NamesIn, namesIn, wordsBy } from '../sentences';
import { ADMISSION } from './admission';
import { CEL } from './cel';
import { CONTAINER } from './container';
import { DECODE } from './decode';
import { JUDGE } from './judge';
import { KIND } from './kind';
import { LIST_TYPES } from './list-types';
import { METADATA } from './metadata';
import { NETWORK_POLICY } from './network-policy';
import { OTHERS } from './others';
import { POD } from './pod';
import { RBAC } from './rbac';
import { SELECTOR } from './selector';
import { SERVICE } from './service';
import { STEPS } from './steps';
import { VALIDATE } from './validate';
import { VOLUME } from './volume';
import { WORKLOAD } from './workload';

const TABLES = [
  ADMISSION,
  CEL,
  CONTAINER,
  DECODE,
  JUDGE,
  KIND,
  LIST_TYPES,
  METADATA,
  NETWORK_POLICY,
  OTHERS,
  POD,
  RBAC,
  SELECTOR,
  SERVICE,
  STEPS,
  VALIDATE,
  VOLUME,
  WORKLOAD,
];

/** What the API server can hold against an object, by name. A model says no other: each has its words. */
export type ServerObjection = NamesIn<(typeof TABLES)[number]>;

/** Their names. */
export const SERVER_OBJECTIONS = namesIn(TABLES);

/** The words of a verdict of the API server. */
export const serverWords = wordsBy(...TABLES);
