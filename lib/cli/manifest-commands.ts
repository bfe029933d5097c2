// The commands that read manifests or patches: one file of the package, since they stand on the same rooms.
export { checkCommand } from './check';
export { reachCommand } from './reach';
export { talosShow } from './talos-show';
