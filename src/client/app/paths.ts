/** Addresses of the kader's half. They hold ids, never a name. */

import type { ChildId, EventId, MutationId } from '#domain/ids.ts';

export const paths = {
  today: '/',
  /** As the app's long-press menu calls it. */
  todayShortcut: '/timbang',
  children: '/anak',
  register: '/anak/baru',
  child: (id: ChildId) => `/anak/${id}`,
  editChild: (id: ChildId) => `/anak/${id}/ubah`,
  weigh: (id: ChildId) => `/anak/${id}/timbang`,
  /** A weighing that takes the place of one the puskesmas sent back. */
  weighAnswering: (id: ChildId, mid: MutationId) => `/anak/${id}/timbang?jawab=${mid}`,
  correct: (id: ChildId, eventId: EventId) => `/anak/${id}/betulkan/${eventId}`,
  immunizationOfMonth: '/imunisasi',
  immunization: (id: ChildId) => `/anak/${id}/imunisasi`,
  immunize: (id: ChildId) => `/anak/${id}/imunisasi/catat`,
  /** Doses that take the place of one the puskesmas sent back. */
  immunizeAnswering: (id: ChildId, mid: MutationId) => `/anak/${id}/imunisasi/catat?jawab=${mid}`,
  amendDose: (id: ChildId, eventId: EventId) => `/anak/${id}/imunisasi/ubah/${eventId}`,
  tasks: '/tugas',
  unsent: '/belum-terkirim',
  account: '/akun',
  choosePosyandu: '/akun/posyandu',
  signIn: '/masuk',
  setup: '/mulai',
  puskesmas: '/puskesmas',
  /** Open to anybody. */
  proof: '/bukti-hitungan',
} as const;

/** Names the merged child whose address led here. */
export const FROM_CHILD = 'dari';

export function fromChild(path: string, id: ChildId): string {
  return `${path}${path.includes('?') ? '&' : '?'}${FROM_CHILD}=${id}`;
}
