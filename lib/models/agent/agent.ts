// The agent that judges: its minor, its settings, and the problems it has found so far.
import { AgentFeatures, featuresOf, NEWEST_MINOR } from './minors';
import { Problems } from './problem';

/** Settings of the agent that decide what it takes, with the chart's defaults. @internal */
export interface AgentSettings {
  /** `1.18`, `1.19` or `1.20`. @default - the newest */
  readonly minor?: string;
  /** @default true */
  readonly l7Proxy?: boolean;
  /** @default true */
  readonly icmpRules?: boolean;
  /** Policies of this library switch it on where they need it; a judge of files cannot know it. @default true */
  readonly nodeSelectorLabels?: boolean;
  /** Not in 1.18. @default false */
  readonly extendedIPProtocols?: boolean;
  /** enable-non-default-deny-policies. @default true */
  readonly nonDefaultDeny?: boolean;
  /** policy-default-local-cluster. @default - off in 1.18, on later */
  readonly defaultLocalCluster?: boolean;
  /** Dual stack. @default false */
  readonly ipv6?: boolean;
}

/** One agent reading one object. @internal */
export class Agent extends Problems {
  public readonly does: AgentFeatures;
  public readonly minor: string;
  public readonly l7Proxy: boolean;
  public readonly icmpRules: boolean;
  public readonly portMayMiss: boolean;
  public readonly nonDefaultDeny: boolean;
  public readonly localCluster: boolean;
  public readonly dualStack: boolean;
  private readonly nodeLabels: boolean;
  /** What was found rests on nodeSelectorLabels. */
  private asksNodeLabels = false;

  public constructor(settings: AgentSettings) {
    super();
    this.minor = settings.minor ?? NEWEST_MINOR;
    this.does = featuresOf(this.minor);
    this.l7Proxy = settings.l7Proxy ?? true;
    this.icmpRules = settings.icmpRules ?? true;
    this.nodeLabels = settings.nodeSelectorLabels ?? true;
    this.portMayMiss = this.does.extendedProtocols && (settings.extendedIPProtocols ?? false);
    this.nonDefaultDeny = settings.nonDefaultDeny ?? true;
    this.localCluster = settings.defaultLocalCluster ?? this.does.localClusterByDefault;
    this.dualStack = settings.ipv6 ?? false;
  }

  public get nodeSelectorLabels(): boolean {
    this.asksNodeLabels = true;
    return this.nodeLabels;
  }

  /** True if the other agent finds in the same object what this one has found. */
  public findsFor(other: Agent): boolean {
    return (
      this.minor === other.minor &&
      this.l7Proxy === other.l7Proxy &&
      this.icmpRules === other.icmpRules &&
      this.portMayMiss === other.portMayMiss &&
      this.nonDefaultDeny === other.nonDefaultDeny &&
      this.localCluster === other.localCluster &&
      this.dualStack === other.dualStack &&
      (this.nodeLabels === other.nodeLabels || !this.asksNodeLabels)
    );
  }
}
