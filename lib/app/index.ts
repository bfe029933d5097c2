// The app: checks before it writes.
import { addObjectRules } from './judgement';
import { NetworkApp } from './network-app';

export * from './endpoint';
export * from './invariant';
export * from './network-app';
export * from './reachability';
export * from './validation-plugin';
export * from './verdict';

// NetworkApp checks what it has rendered itself.
addObjectRules((app) => app instanceof NetworkApp);
