// Lint: strict TypeScript rules, and the layering of the rooms in lib/ (see docs/design.md).
import tseslint from 'typescript-eslint';

/** Rooms from top to bottom; a file imports only from its own room and from rooms below it. */
const ROOMS = [
  'app',
  'cli',
  'review',
  'pictures',
  'check',
  'cilium',
  'multus',
  'networks',
  'gateway',
  'loadbalancer',
  'policy',
  'talos',
  'cluster',
  'construct',
  'reach',
  'world',
  'chart',
  'models',
  'facts',
  'catalogue',
  'problem',
  'yaml',
  'output',
  'manifest',
  'net',
];

/** Folders below a room, at most. */
const DEEPEST = 6;

const layering = ROOMS.flatMap((room, index) =>
  Array.from({ length: DEEPEST }, (_, depth) => {
    // The one way from a file of this depth up to lib/, and into a room above.
    const up = Array.from({ length: depth + 1 }, () => '..').join('/');
    const above = ROOMS.slice(0, index);
    return {
      files: [`lib/${room}/${'*/'.repeat(depth)}*.ts`],
      rules: {
        'no-restricted-imports': [
          'error',
          {
            patterns: [
              {
                group: above.flatMap((other) => [`${up}/${other}`, `${up}/${other}/**`]),
                message: `lib/${room} must not import from a room above it.`,
              },
              { group: [`${up}/index`], message: 'Import the room, not the public index.' },
            ].filter((pattern) => pattern.group.length > 0),
          },
        ],
      },
    };
  }),
);

export default tseslint.config(
  { ignores: ['node_modules', 'build', 'dist', 'imports', '.stage', 'api'] },
  ...tseslint.configs.strict,
  {
    files: ['**/*.ts'],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/no-non-null-assertion': 'off',
      '@typescript-eslint/no-explicit-any': 'off',
      '@typescript-eslint/no-extraneous-class': 'off',
      '@typescript-eslint/no-dynamic-delete': 'off',
      '@typescript-eslint/unified-signatures': 'off',
      '@typescript-eslint/no-unused-vars': [
        'error',
        { argsIgnorePattern: '^_', varsIgnorePattern: '^_', ignoreRestSiblings: true },
      ],
      '@typescript-eslint/consistent-type-definitions': 'off',
      eqeqeq: 'error',
      'no-console': 'error',
    },
  },
  { files: ['**/*.mjs', '**/*.cjs'], rules: { eqeqeq: 'error' } },
  { files: ['**/*.cjs'], rules: { '@typescript-eslint/no-require-imports': 'off' } },
  { files: ['test/**/*.ts', 'lib/cli/**/*.ts', 'scripts/**/*.ts', 'bench/**/*.ts'], rules: { 'no-console': 'off' } },
  ...layering,
);
