// The app: checks before it writes.
export * from './network-app';
