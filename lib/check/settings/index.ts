// What somebody chooses for a check: layers and versions, values files, and what they live with.
export { configFor } from './config';
export type { CheckConfig } from './config';
export { SettingsError } from './error';
export { oneOf, planOf, versionsOf } from './plan';
export type { PlanSettings } from './plan';
