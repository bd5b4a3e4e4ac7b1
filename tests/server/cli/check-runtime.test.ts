import { execFileSync, spawnSync } from 'node:child_process';
import { pathToFileURL } from 'node:url';
import { expect, test } from 'vitest';

const SCRIPT = 'src/server/cli/check-runtime.mjs';

/** Runs it as a Node of another version would see itself. */
function checkUnder(version: string) {
  const pretend = `Object.defineProperty(process, 'versions', { value: { ...process.versions, node: '${version}' } });`;
  const code = `${pretend} await import(${JSON.stringify(pathToFileURL(SCRIPT).href)});`;
  const { status, stderr } = spawnSync(process.execPath, ['--input-type=module', '-e', code], {
    encoding: 'utf8',
  });
  return { status, stderr };
}

test('the Node this project brings is new enough', () => {
  expect(execFileSync(process.execPath, [SCRIPT], { encoding: 'utf8' })).toBe('');
});

test.each(['18.20.8', '20.20.2', '22.17.1'])('Node %s is refused in one sentence', (version) => {
  const { status, stderr } = checkUnder(version);
  expect(status).toBe(1);
  expect(stderr.trim().split('\n')).toHaveLength(1);
  expect(stderr).toContain('22.18');
  expect(stderr).toContain(version);
});

test.each(['22.18.0', '23.0.0', '24.21.0'])('Node %s is let through', (version) => {
  expect(checkUnder(version)).toEqual({ status: 0, stderr: '' });
});
