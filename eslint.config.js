import tseslint from 'typescript-eslint';

export default tseslint.config(
  { ignores: ['dist', 'examples', 'bench/projects', 'test/fixtures', 'test/corpus', 'node_modules'] },
  {
    files: ['instrument/**/*.ts', 'src/**/*.{ts,tsx}', 'test/**/*.ts', 'bench/**/*.ts'],
    extends: [tseslint.configs.base],
    languageOptions: { parserOptions: { projectService: true } },
    rules: {
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/no-misused-promises': ['error', { checksVoidReturn: false }],
      '@typescript-eslint/await-thenable': 'error',
      '@typescript-eslint/no-unused-vars': [
        'error',
        { argsIgnorePattern: '^_', varsIgnorePattern: '^_', caughtErrors: 'none' },
      ],
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': [
        'error',
        { considerDefaultExhaustiveForUnions: true },
      ],
      eqeqeq: ['error', 'always', { null: 'ignore' }],
      'no-var': 'error',
      'prefer-const': 'error',
    },
  },
  {
    // The program may put something else in the place of the global.
    files: ['src/{clock,facts,hooks,load,tasks,threads}/**/*.ts'],
    rules: { 'no-restricted-globals': ['error', { name: 'process', message: "Import it: 'node:process'." }] },
  },
);
