// The Kubernetes object behind a construct: itself, or its default child.
import { ApiObject } from 'cdk8s';
import { IConstruct } from 'constructs';

/** The object, or undefined where there is none; `ApiObject.of` throws instead. @internal */
export function apiObjectOf(construct: IConstruct): ApiObject | undefined {
  try {
    return ApiObject.of(construct);
  } catch {
    return undefined;
  }
}
