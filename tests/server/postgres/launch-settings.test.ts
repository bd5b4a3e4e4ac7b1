import { expect, test } from 'vitest';
import { launchSettings, sharedBuffersMb } from '#server/postgres/launch-settings.ts';

const GB = 1024 ** 3;

test.each([
  ['a machine with next to nothing', 0.5 * GB, 128],
  ['an old laptop', 2 * GB, 256],
  ['the same with what its graphics take', 1.9 * GB, 128],
  ['a laptop', 4 * GB, 512],
  ['a large server', 64 * GB, 1024],
])('%s gives PostgreSQL an eighth of its memory within limits', (_, bytes, megabytes) => {
  expect(sharedBuffersMb(bytes)).toBe(megabytes);
});

test('an acknowledged write is on the disk, unless that is asked not to be', () => {
  const durable = { fsync: 'on', synchronous_commit: 'on', full_page_writes: 'on' };
  expect(launchSettings(true)).toMatchObject(durable);
  expect(launchSettings(false)).toMatchObject({ fsync: 'off', synchronous_commit: 'off' });
});
