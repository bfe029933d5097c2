// What is really applied: repositories keep files that no kustomization lists, and folders that no Flux Kustomization or Application names.
import { CheckedDocument, CheckedObject, Model, World } from '../types';

/** Answers what roots of the input bring. */
export interface AppliedObjects {
  /** False where roots are in the input and none reaches the object. */
  isApplied(object: CheckedObject | CheckedDocument): boolean;
}

/** The model. A world that holds everything knows that all of it is applied. */
export const APPLIED: Model<AppliedObjects> = {
  name: 'applied',
  build: (world: World) => ({
    isApplied: ({ applied }) => world.complete || applied === undefined || applied.clusters.length > 0,
  }),
};
