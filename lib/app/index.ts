// The app: checks before it writes.
import { addObjectRules } from './judgement';
import { NetworkApp } from './network-app';

export * from './network-app';
export * from './validation-plugin';

// NetworkApp checks what it has rendered itself.
addObjectRules((app) => app instanceof NetworkApp);
