import {describe, expect, test} from 'vitest';
import {createResolver} from '../../../rules/src/project/resolver.ts';
import {memoryFiles} from './memory-files.ts';

function resolve(paths: readonly string[], from: string, module: string, roots = ['/app']): string {
  const files = memoryFiles(Object.fromEntries([from, ...paths].map(path => [path, ''])));
  const resolved = createResolver(files, roots).resolve(from, module);
  switch (resolved.kind) {
    case 'file':
      return resolved.path;
    case 'namespace':
      return `namespace ${resolved.directory}`;
    case 'external':
      return `external ${resolved.name}`;
    case 'missing':
      return 'missing';
  }
}

describe('an absolute import', () => {
  test('is looked up around the package, and in `src`', () => {
    expect(resolve(['/app/pkg/__init__.py', '/app/pkg/db.py'], '/app/pkg/main.py', 'pkg.db')).toBe('/app/pkg/db.py');
    expect(resolve(['/app/pkg/__init__.py'], '/app/pkg/main.py', 'pkg')).toBe('/app/pkg/__init__.py');
    expect(resolve(['/app/src/pkg/db.py'], '/app/tests/test_db.py', 'pkg.db')).toBe('/app/src/pkg/db.py');
    expect(resolve(['/app/pkg/db/__init__.py', '/app/pkg/db.py'], '/app/main.py', 'pkg.db')).toBe('/app/pkg/db/__init__.py');
  });

  test('is looked up beside a script, but not beside a module of a package', () => {
    expect(resolve(['/app/scripts/db.py'], '/app/scripts/main.py', 'db')).toBe('/app/scripts/db.py');
    expect(resolve(['/app/pkg/__init__.py', '/app/pkg/queue.py'], '/app/pkg/main.py', 'queue')).toBe('external queue');
  });

  test('goes through namespace packages', () => {
    expect(resolve(['/app/ns/a/db.py'], '/app/ns/b/main.py', 'ns.a.db')).toBe('/app/ns/a/db.py');
    expect(resolve(['/app/ns/a/db.py'], '/app/ns/b/main.py', 'ns.a')).toBe('namespace /app/ns/a');
  });

  test('is not caught by a folder of another kind', () => {
    expect(resolve(['/app/redis/Dockerfile', '/app/docs/redis/page.md'], '/app/main.py', 'redis')).toBe('external redis');
  });

  test('of what is installed is external', () => {
    expect(resolve(['/app/.venv/lib/python3.12/site-packages/requests/__init__.py'], '/app/main.py', 'requests')).toBe('external requests');
    expect(resolve([], '/app/main.py', 'os.path')).toBe('external os.path');
  });

  test('knows no stub files', () => {
    expect(resolve(['/app/db.pyi'], '/app/main.py', 'db')).toBe('external db');
  });

  test('is looked up in other roots of the workspace last', () => {
    expect(resolve(['/lib/db.py'], '/app/main.py', 'db', ['/app', '/lib'])).toBe('/lib/db.py');
    expect(resolve(['/lib/db.py', '/app/db.py'], '/app/main.py', 'db', ['/lib', '/app'])).toBe('/app/db.py');
  });

  test('stops at the folder of the project where there is no root', () => {
    expect(resolve(['/home/db.py', '/home/project/pyproject.toml'], '/home/project/main.py', 'db', [])).toBe('external db');
  });
});

describe('a relative import', () => {
  test.each([
    ['.', '/app/pkg/sub/__init__.py'],
    ['.db', '/app/pkg/sub/db.py'],
    ['..models', '/app/pkg/models/__init__.py'],
    ['..models.user', '/app/pkg/models/user.py'],
    ['...', 'namespace /app'],
    ['.none', 'missing'],
  ])('%s is %s', (module, expected) => {
    const paths = ['/app/pkg/__init__.py', '/app/pkg/sub/__init__.py', '/app/pkg/sub/db.py', '/app/pkg/models/__init__.py', '/app/pkg/models/user.py'];
    expect(resolve(paths, '/app/pkg/sub/main.py', module)).toBe(expected);
  });
});
