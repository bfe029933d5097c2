// A secret that the output only names: what stands for it, for another program to fill in.
import { isPlaceholder } from '../manifest';
import { ValueError } from '../net';

/** Stands for a secret in a machine configuration. The secret itself never gets into the program or its output. */
export class SecretPlaceholder {
  /**
   * A variable: `${NAME}`, which `envsubst` and talhelper fill in.
   *
   * @param name upper-case letters, digits and `_`
   * @throws ValueError `cluster/secret-placeholder`
   * @example SecretPlaceholder.variable('WG0_PRIVATE_KEY')
   */
  public static variable(name: string): SecretPlaceholder {
    if (!/^[A-Z_][A-Z0-9_]*$/.test(name))
      throw new ValueError(
        'cluster/secret-placeholder',
        `not the name of a variable: "${name}"`,
        'write upper-case letters, digits and "_", such as "WG0_PRIVATE_KEY"',
      );
    return new SecretPlaceholder(`\${${name}}`);
  }

  /**
   * A text that another program replaces: `{{ .Data.wg0 }}` for TOPF, `ref+vault://…` for vals.
   *
   * @throws ValueError `cluster/secret-placeholder` for what is no such text: it may be the secret
   */
  public static text(placeholder: string): SecretPlaceholder {
    if (!isPlaceholder(placeholder))
      throw new ValueError(
        'cluster/secret-placeholder',
        'this text is no placeholder that another program fills in, so it may be the secret itself',
        'write SecretPlaceholder.variable("WG0_PRIVATE_KEY"), and give the key to envsubst',
      );
    return new SecretPlaceholder(placeholder);
  }

  private readonly placeholder: string;

  private constructor(placeholder: string) {
    this.placeholder = placeholder;
  }

  /** The text that stands for the secret. */
  public toString(): string {
    return this.placeholder;
  }
}
