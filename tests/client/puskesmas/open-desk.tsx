/** A desk over a puskesmas in memory, opened at an address. */

import { render } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { Desk } from '#client/app/desk.tsx';
import { createPuskesmasApi } from '#client/puskesmas-api/puskesmas-api.ts';
import type { MemoryPuskesmas } from '../../support/memory-puskesmas.ts';
import { newMid } from '../../support/mutations.ts';

/** 20 November 2026, 10.15 in Mataram. */
export const nowMs = Date.parse('2026-11-20T02:15:00Z');

export function openDesk(server: MemoryPuskesmas, address = '/puskesmas') {
  history.replaceState(null, '', address);
  const user = userEvent.setup();
  render(
    <Desk
      services={{
        api: createPuskesmasApi(server.fetch),
        nowMs: () => nowMs,
        today: () => '2026-11-20',
        newId: newMid,
      }}
    />,
  );
  return user;
}
