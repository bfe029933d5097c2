// How a route takes a backend in.
import { PlainMap } from '../manifest';
import { Backend } from './backend';

/** Makes a backendRef of a backend, with the Service, the opening and the permission that it needs. @internal */
export interface RouteBinding {
  bind(backend: Backend): PlainMap;
}
