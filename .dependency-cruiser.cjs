/** Who may import whom: docs/architecture.md explains each rule. */
const MODULE = '^src/modules/([^/]+)/';

const rule = (name, comment, from, to) => ({ name, comment, severity: 'error', from, to });

module.exports = {
  forbidden: [
    rule('no-circles', 'A circle is one thing in two files.', {}, { circular: true }),
    rule(
      'domain-is-plain',
      'The domain knows no framework, no database and no other layer.',
      { path: `${MODULE}domain/`, pathNot: '\\.spec\\.ts$' },
      {
        pathNot: [
          '^src/modules/$1/domain/',
          '^src/common/errors/',
          '^src/common/(access|money|events)/',
          '^node_modules/(vitest|fast-check)/',
        ],
      },
    ),
    rule(
      'application-knows-its-own-layers',
      'Use cases use their domain, their repositories, and infra; not HTTP.',
      { path: `${MODULE}application/` },
      { path: '^src/modules/$1/(api|jobs)/' },
    ),
    rule(
      'api-has-no-database',
      'Controllers call use cases; they see no repository and no mongoose.',
      { path: `${MODULE}api/` },
      {
        path: [
          '^src/modules/[^/]+/(persistence|jobs)/',
          '^src/infra/mongo',
          '/node_modules/(mongoose|@nestjs/mongoose|mongodb)/',
        ],
      },
    ),
    rule(
      'persistence-serves-its-domain',
      'Repositories know their domain and the database.',
      { path: `${MODULE}persistence/` },
      {
        path: '^src/',
        pathNot: [
          '^src/modules/$1/(domain|persistence)/',
          '^src/infra/(mongo|clock)/',
          '^src/common/(errors|pagination|access|money)/',
        ],
      },
    ),
    rule(
      'jobs-call-use-cases',
      'Handlers and schedules call a use case of their module.',
      { path: `${MODULE}jobs/` },
      { path: '^src/modules/$1/(api|persistence)/' },
    ),
    rule(
      'modules-meet-at-the-facade',
      'Another module is used through its index.ts alone.',
      { path: MODULE },
      { path: '^src/modules/', pathNot: ['^src/modules/$1/', '^src/modules/[^/]+/index\\.ts$'] },
    ),
    rule(
      'infra-and-common-know-no-feature',
      'The house stands without its tenants.',
      { path: '^src/(infra|common)/' },
      { path: '^src/modules/' },
    ),
    rule(
      'config-is-alone',
      'Settings depend on nothing of ours.',
      { path: '^src/config/' },
      { path: '^src/(?!config/)' },
    ),
    rule(
      'migrations-use-the-driver',
      "Schemas change, migrations don't.",
      { path: '^migrations/' },
      { path: ['^src/', 'node_modules/mongoose/'], pathNot: '^src/infra/migrations/migration\\.ts$' },
    ),
    rule(
      'tools-know-no-source',
      'Tools run the application from outside.',
      { path: '^tools/' },
      { path: '^src/' },
    ),
    rule(
      'no-tests-in-product',
      'Product code never needs a test.',
      { path: '^src/', pathNot: ['\\.spec\\.ts$', '/testing/'] },
      { path: ['\\.spec\\.ts$', '^test/', '/testing/'] },
    ),
    rule(
      'declared-packages-only',
      'What the product needs at run time is a dependency.',
      { path: '^src/', pathNot: ['\\.spec\\.ts$', '/testing/'] },
      {
        dependencyTypes: ['npm-dev', 'npm-no-pkg', 'npm-unknown', 'unknown', 'undetermined'],
        dependencyTypesNot: ['type-only'],
      },
    ),
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsConfig: { fileName: 'tsconfig.json' },
    tsPreCompilationDeps: true,
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      extensions: ['.ts', '.js', '.json'],
      conditionNames: ['import', 'require', 'node', 'default'],
    },
  },
};
