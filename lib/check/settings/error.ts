// A setting or a file beside the manifests that cannot be meant. Whoever took it from the user says it in their own form.

/** What somebody asked for and cannot have. */
export class SettingsError extends Error {
  /**
   * @param problem what is wrong, in one line
   * @param setting the name of a setting, in camel case; left out where a file is wrong, which the problem then names
   */
  public constructor(
    public readonly problem: string,
    public readonly setting?: string,
  ) {
    super(setting === undefined ? problem : `${setting}: ${problem}`);
    this.name = 'SettingsError';
  }
}
