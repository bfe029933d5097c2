// The network part of a pod template: labels, annotations, and the options that come from the release or the controller.
import { isMap, PlainMap } from '../../../manifest';
import { dig, isEmpty, merged, NotUnderstood, overwritten, Refused } from '../template/go-values';
import { filledTree } from '../template/yaml-text';
import { accountName, hasTokens } from './accounts';
import { containerObjects } from './containers';
import { controllerLabel, controllerLabels } from './controllers';
import { Release } from './release';

/** The pod templates of a release. The chart changes its own default labels while it renders: what the first controller adds stays. @internal */
export class PodTemplates {
  private defaultLabels: unknown;

  constructor(private readonly release: Release) {
    this.defaultLabels = dig(release.values, 'defaultPodOptions', 'labels');
  }

  /** The template of a controller; `restartPolicy` is what its kind sets. */
  of(identifier: string, controller: PlainMap, restartPolicy?: unknown): PlainMap {
    const annotations = this.annotations(controller);
    return {
      metadata: {
        ...(isEmpty(annotations) ? {} : { annotations }),
        labels: this.labels(identifier, controller),
      },
      spec: this.spec(identifier, controller, restartPolicy),
    };
  }

  private labels(identifier: string, controller: PlainMap): PlainMap {
    const { release } = this;
    const global = this.propagates() ? release.globalLabels() : {};
    if (release.version.has('controller selector labels')) {
      const own = merged(podOption(release, controller, 'labels'), global);
      return overwritten(filledTree(own, release.root), controllerLabels(release, identifier));
    }
    const made = merged(release.selectorLabels(), global, { [controllerLabel(release)]: identifier });
    const pod = dig(controller, 'pod', 'labels');
    if (isEmpty(this.defaultLabels)) return merged(pod, made);
    if (release.version.has('identifiers') && release.enabled('controllers').length > 1)
      throw new NotUnderstood(
        'defaultPodOptions.labels with several controllers: the one that helm renders first, which is chance, puts its own label on the pods of all',
      );
    this.defaultLabels = merged(this.defaultLabels, made);
    return merged(pod, this.defaultLabels);
  }

  private annotations(controller: PlainMap): PlainMap {
    const { release } = this;
    const own = merged(
      dig(controller, 'pod', 'annotations'),
      dig(release.values, 'defaultPodOptions', 'annotations'),
      this.propagates() ? release.globalAnnotations() : {},
    );
    // Of the checksums it counts that they are there.
    const sums: PlainMap = {};
    if (release.enabled('configMaps').some(([, values]) => isSummed(values))) sums['checksum/configMaps'] = '';
    if (hasTokens(release) || release.enabled('secrets').some(([, values]) => isSummed(values)))
      sums['checksum/secrets'] = '';
    return { ...own, ...sums };
  }

  private propagates(): boolean {
    return !isEmpty(dig(this.release.values, 'global', 'propagateGlobalMetadataToPods'));
  }

  private spec(identifier: string, controller: PlainMap, restartPolicy: unknown): PlainMap {
    const { release } = this;
    const option = (name: string) => podOption(release, controller, name);
    const hostNetwork = option('hostNetwork');
    const spec: PlainMap = {
      serviceAccountName: accountName(release, identifier, controller),
      automountServiceAccountToken: option('automountServiceAccountToken'),
      enableServiceLinks: option('enableServiceLinks'),
      hostIPC: option('hostIPC'),
      hostNetwork,
      hostPID: option('hostPID'),
      dnsPolicy: option('dnsPolicy') ?? (hostNetwork === true ? 'ClusterFirstWithHostNet' : 'ClusterFirst'),
      restartPolicy: restartPolicy ?? option('restartPolicy'),
    };
    for (const name of ['hostname', 'dnsConfig', 'hostAliases', 'nodeSelector']) spec[name] = option(name);
    spec.initContainers = containerObjects(release, identifier, controller, 'init');
    spec.containers = containerObjects(release, identifier, controller, 'default');
    return Object.fromEntries(Object.entries(spec).filter(([, value]) => value !== undefined));
  }
}

function isSummed(values: PlainMap): boolean {
  return !Object.hasOwn(values, 'includeInChecksum') || !isEmpty(values.includeInChecksum);
}

/**
 * A pod option: the controller's, else the release's, undefined where neither says anything. Truth values always count; other
 * empty values do not, but for an empty map of a controller from 4.x on.
 */
function podOption(release: Release, controller: PlainMap, name: string): unknown {
  let value = counting(dig(release.values, 'defaultPodOptions', name));
  const own = dig(controller, 'pod', name);
  if (isMap(own) && release.version.has('pod options merge')) {
    const merges = release.values.defaultPodOptionsStrategy === 'merge';
    if (merges && value !== undefined && !isMap(value))
      throw new Refused('template', 'wrong type for value; merge expects a map');
    // Labels and annotations merge in either case.
    value = merges ? merged(own, value) : own;
  } else value = counting(own) ?? value;
  return counting(value);
}

function counting(value: unknown): unknown {
  return typeof value === 'boolean' || !isEmpty(value) ? value : undefined;
}
