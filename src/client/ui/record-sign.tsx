/** Where a record stands between this phone and the puskesmas. Saved, sent and approved are three things. */

import { shared } from '#client/i18n/shared.ts';
import type { Tone } from './notice.tsx';
import { StatusSign } from './status-sign.tsx';

export type RecordStanding =
  | 'unsent'
  | 'sent'
  | 'parked'
  | 'approved'
  | 'corrected'
  | 'returned'
  | 'quarantined';

const LOOK: Readonly<Record<RecordStanding, { readonly tone: Tone; readonly sign: string }>> = {
  unsent: { tone: 'unknown', sign: '●' },
  sent: { tone: 'ok', sign: '✓' },
  parked: { tone: 'unknown', sign: '⋯' },
  approved: { tone: 'ok', sign: '✓✓' },
  corrected: { tone: 'unknown', sign: '↻' },
  returned: { tone: 'act', sign: '!' },
  quarantined: { tone: 'act', sign: '!' },
};

export function RecordSign({ state }: { readonly state: RecordStanding }) {
  return <StatusSign {...LOOK[state]} word={shared.recordState[state]} />;
}
