import { cleanup, screen, waitFor, within } from '@testing-library/react';
import { describe, expect, test } from 'vitest';
import { MAX_POSYANDU_FOUND, type FoundChild } from '#protocol/children.ts';
import type { ReviewDetail, ReviewRecord } from '#protocol/review.ts';
import {
  aRecord,
  aStaffSession,
  createMemoryPuskesmas,
  type MemoryPuskesmas,
} from '../../support/memory-puskesmas.ts';
import { aProfile, newChildId, newMid, newPosyanduId } from '../../support/mutations.ts';
import { openDesk } from './open-desk.tsx';

const ayu = newChildId();
const twin: FoundChild = {
  id: newChildId(),
  name: 'Ayu Lestari',
  bornOn: '2025-10-03',
  sex: 'female',
  motherName: 'Inaq Sri',
  nik: '5202014310250001',
  records: 4,
  mergedInto: null,
  movedTo: null,
};

function openRecord(
  server: MemoryPuskesmas = createMemoryPuskesmas(),
  standing?: ReviewDetail['standing'],
) {
  const record: ReviewRecord = aRecord({
    childId: ayu,
    child: aProfile({ name: 'Ayuk', motherName: 'Sri' }),
  });
  server.records = [record];
  server.children = [twin, { ...twin, id: ayu, name: 'Ayuk' }];
  if (standing !== undefined) server.standing.set(record.mid, standing);
  const user = openDesk(server, `/puskesmas?buka=${record.mid}`);
  return { server, record, user };
}

async function openMerge() {
  const opened = openRecord();
  const { user } = opened;
  await user.click(await screen.findByRole('button', { name: /Gabungkan/ }));
  const dialog = within(await screen.findByRole('dialog'));
  return { ...opened, dialog };
}

describe('merging', () => {
  test('shows both, says what follows, and sends which one goes', async () => {
    const { user, server, record, dialog } = await openMerge();
    expect(dialog.getByLabelText('Cari anak di Posyandu Kenanga')).toHaveValue('Ayuk');
    const choices = await dialog.findAllByRole('radio');
    expect(choices).toHaveLength(1);
    await user.click(dialog.getByRole('radio', { name: /Ayu Lestari.*Inaq Sri.*4 catatan/ }));

    const table = within(dialog.getByRole('table', { name: 'Bandingkan kedua anak' }));
    const rows = table.getAllByRole('row').map((row) => row.textContent);
    expect(rows).toContain('NamaAyuk, berbedaAyu Lestari, berbeda');
    expect(rows).toContain('NIKbelum ada, berbeda5202014310250001, berbeda');
    expect(rows).toContain('Jenis kelaminPerempuanPerempuan');
    expect(
      table.getByRole('radio', { name: 'Tetap dipakai: Anak lain, Ayu Lestari' }),
    ).toBeChecked();
    expect(dialog.getByText(/Data “Ayu Lestari” yang tetap dipakai/)).toBeVisible();

    await user.type(dialog.getByLabelText('Alasan'), 'Terdaftar dua kali');
    await user.click(dialog.getByRole('button', { name: 'Gabungkan' }));
    expect(await screen.findByText('Ayuk sudah digabung dengan Ayu Lestari.')).toBeVisible();
    expect(server.childActions).toEqual([
      {
        childId: ayu,
        action: 'merge',
        intoId: twin.id,
        mid: expect.any(String),
        posyanduId: record.posyanduId,
        reason: 'Terdaftar dua kali',
      },
    ]);
  });

  test('the other one goes when this one is to stay', async () => {
    const { user, server, dialog } = await openMerge();
    await user.click(await dialog.findByRole('radio', { name: /Ayu Lestari/ }));
    await user.click(dialog.getByRole('radio', { name: 'Tetap dipakai: Anak ini, Ayuk' }));
    await user.type(dialog.getByLabelText('Alasan'), 'Sama');
    await user.keyboard('{Control>}{Enter}{/Control}');
    await screen.findByText('Ayu Lestari sudah digabung dengan Ayuk.');
    expect(server.childActions).toMatchObject([{ childId: twin.id, intoId: ayu }]);
  });

  test('without a choice and a reason it says what is missing and sends nothing', async () => {
    const { user, server, dialog } = await openMerge();
    await dialog.findByRole('radio', { name: /Ayu Lestari/ });
    await user.click(dialog.getByRole('button', { name: 'Gabungkan' }));
    expect(dialog.getByText('Pilih anak yang sama.')).toBeVisible();
    expect(dialog.getByText('Tulis alasannya.')).toBeVisible();
    expect(server.childActions).toEqual([]);
  });

  test('a refusal is said in words, what was typed stays, and the next try is the same one', async () => {
    const { user, server, dialog } = await openMerge();
    server.refuseAction = 'already-merged';
    await user.click(await dialog.findByRole('radio', { name: /Ayu Lestari/ }));
    await user.type(dialog.getByLabelText('Alasan'), 'Sama');
    await user.click(dialog.getByRole('button', { name: 'Gabungkan' }));
    expect(await dialog.findByRole('alert')).toHaveTextContent('Pisahkan dulu');
    expect(dialog.getByLabelText('Alasan')).toHaveValue('Sama');

    await user.click(dialog.getByRole('button', { name: 'Gabungkan' }));
    await waitFor(() => expect(server.childActions).toHaveLength(2));
    await user.type(dialog.getByLabelText('Alasan'), ' anaknya');
    await waitFor(() => expect(dialog.getByRole('button', { name: 'Gabungkan' })).toBeVisible());
    await user.click(dialog.getByRole('button', { name: 'Gabungkan' }));
    await waitFor(() => expect(server.childActions).toHaveLength(3));
    const [first, second, third] = server.childActions.map(({ mid }) => mid);
    expect(second).toBe(first);
    expect(third).not.toBe(first);
  });

  test('two taps send once', async () => {
    const { user, server, dialog } = await openMerge();
    await user.click(await dialog.findByRole('radio', { name: /Ayu Lestari/ }));
    await user.type(dialog.getByLabelText('Alasan'), 'Sama');
    await user.dblClick(dialog.getByRole('button', { name: 'Gabungkan' }));
    await screen.findByText(/sudah digabung/);
    expect(server.childActions).toHaveLength(1);
  });
});

describe('a merged child', () => {
  test('says for whom it counts, and can be split again', async () => {
    const { user, server } = openRecord(undefined, {
      mergedInto: { id: twin.id, name: twin.name },
      movedTo: null,
      cameFrom: null,
      mergedHere: [],
    });
    expect(await screen.findByText('Digabung dengan Ayu Lestari.')).toBeVisible();
    expect(screen.queryByRole('button', { name: /Gabungkan/ })).toBeNull();
    await user.click(screen.getByRole('button', { name: /Pisahkan/ }));
    const dialog = within(await screen.findByRole('dialog'));
    await user.type(dialog.getByLabelText('Alasan'), 'Ternyata kembar');
    await user.click(dialog.getByRole('button', { name: 'Pisahkan' }));
    expect(await screen.findByText('Ayuk sudah dipisahkan.')).toBeVisible();
    expect(server.childActions).toMatchObject([{ action: 'split', childId: ayu }]);
  });

  test('is named where it counts, and split from there too', async () => {
    const { user, server } = openRecord(undefined, {
      mergedInto: null,
      movedTo: null,
      cameFrom: null,
      mergedHere: [{ id: twin.id, name: twin.name }],
    });
    await user.click(await screen.findByRole('button', { name: 'Pisahkan lagi Ayu Lestari…' }));
    const dialog = within(await screen.findByRole('dialog'));
    await user.type(dialog.getByLabelText('Alasan'), 'Ternyata kembar');
    await user.click(dialog.getByRole('button', { name: 'Pisahkan' }));
    await screen.findByText('Ayu Lestari sudah dipisahkan.');
    expect(server.childActions).toMatchObject([{ action: 'split', childId: twin.id }]);
  });
});

describe('moving', () => {
  function posyandu(id: ReviewRecord['posyanduId'], name: string): MemoryPuskesmas['posyandu'][0] {
    const none = { count: 0, oldestAtMs: null };
    return {
      id,
      name,
      villageName: 'Desa Uji',
      lastSyncAtMs: null,
      children: 0,
      weighedThisMonth: 0,
      waiting: 0,
      waitingOnPhones: 0,
      parked: none,
      quarantined: none,
      conflicts: none,
      missing: none,
      silentPhones: 0,
    };
  }

  test('goes to another posyandu of the puskesmas, with a reason', async () => {
    const { user, server, record } = openRecord();
    const there = newPosyanduId();
    server.posyandu = [
      posyandu(record.posyanduId, 'Posyandu Kenanga'),
      posyandu(there, 'Posyandu Anggrek'),
    ];
    await user.click(await screen.findByRole('button', { name: /Pindahkan/ }));
    const dialog = within(await screen.findByRole('dialog'));
    const select = await dialog.findByLabelText('Posyandu tujuan');
    expect(within(select).queryByText('Posyandu Kenanga')).toBeNull();
    await user.click(dialog.getByRole('button', { name: 'Pindahkan' }));
    expect(dialog.getByText('Pilih posyandu tujuannya.')).toBeVisible();
    await user.selectOptions(select, 'Posyandu Anggrek');
    expect(
      dialog.getByText(/Ayuk pindah ke Posyandu Anggrek dengan semua catatannya/),
    ).toBeVisible();
    await user.type(dialog.getByLabelText('Alasan'), 'Keluarga pindah');
    await user.click(dialog.getByRole('button', { name: 'Pindahkan' }));
    await screen.findByText('Ayuk sudah pindah ke Posyandu Anggrek.');
    expect(server.childActions).toMatchObject([
      { action: 'transfer', childId: ayu, toPosyanduId: there, posyanduId: record.posyanduId },
    ]);
  });

  /** The dialog, with two posyandu of this puskesmas and as many of others as there are. */
  async function openElsewhere(server = createMemoryPuskesmas()) {
    const { user, record } = openRecord(server);
    server.posyandu = [
      posyandu(record.posyanduId, 'Posyandu Kenanga'),
      posyandu(newPosyanduId(), 'Posyandu Anggrek'),
    ];
    server.elsewhere = Array.from({ length: MAX_POSYANDU_FOUND + 1 }, (_, at) => ({
      id: newPosyanduId(),
      name: `Posyandu Mawar ${at + 1}`,
      villageName: 'Dasan Tapen',
      puskesmasName: 'Puskesmas Gerung',
    }));
    await user.click(await screen.findByRole('button', { name: /Pindahkan/ }));
    const dialog = within(await screen.findByRole('dialog'));
    const select = await dialog.findByLabelText('Posyandu tujuan');
    await user.selectOptions(select, 'Di luar puskesmas ini…');
    const field = dialog.getByLabelText('Cari posyandu di luar puskesmas ini');
    return { user, server, record, dialog, select, field };
  }

  test('goes to a posyandu of another puskesmas, which is searched for', async () => {
    const { user, server, record, dialog, field } = await openElsewhere();
    await user.type(field, 'ma');
    await user.click(dialog.getByRole('button', { name: 'Pindahkan' }));
    expect(dialog.getByText('Pilih posyandu tujuannya.')).toBeVisible();
    expect(server.asked.filter((path) => path.includes('search'))).toEqual([]);

    await user.type(field, 'war');
    const [first] = await dialog.findAllByRole('radio');
    expect(first).toHaveAccessibleName('Posyandu Mawar 1 Dasan Tapen · Puskesmas Gerung');
    expect(dialog.getAllByRole('radio')).toHaveLength(MAX_POSYANDU_FOUND);
    expect(dialog.getByText('Masih ada yang lain. Ketik lebih lengkap.')).toBeVisible();
    await user.click(dialog.getByRole('radio', { name: /Mawar 2/ }));
    expect(
      dialog.getByText(
        /pindah ke Posyandu Mawar 2 \(Puskesmas Gerung\) .*bisa mengirimnya kembali/,
      ),
    ).toBeVisible();
    await user.type(dialog.getByLabelText('Alasan'), 'Keluarga pindah');
    await user.click(dialog.getByRole('button', { name: 'Pindahkan' }));
    await screen.findByText('Ayuk sudah pindah ke Posyandu Mawar 2 (Puskesmas Gerung).');
    expect(server.childActions).toMatchObject([
      {
        action: 'transfer',
        childId: ayu,
        toPosyanduId: server.elsewhere[1]?.id,
        posyanduId: record.posyanduId,
        reason: 'Keluarga pindah',
      },
    ]);
    // What is searched for stands in no address.
    expect(server.asked.join()).not.toMatch(/mawar/i);
  });

  test('what was chosen is chosen no more when something else is searched for, or one’s own are looked at', async () => {
    const { user, server, dialog, select, field } = await openElsewhere();
    await user.type(field, 'mawar');
    await user.click(await dialog.findByRole('radio', { name: /Mawar 2/ }));
    await user.type(field, ' 3');
    await waitFor(() => expect(dialog.getAllByRole('radio')).toHaveLength(1));
    expect(dialog.queryByText(/pindah ke/)).toBeNull();
    await user.click(dialog.getByRole('radio', { name: /Mawar 3/ }));
    await user.selectOptions(select, 'Posyandu Anggrek');
    expect(dialog.queryByLabelText('Cari posyandu di luar puskesmas ini')).toBeNull();
    await user.type(dialog.getByLabelText('Alasan'), 'Keluarga pindah');
    await user.click(dialog.getByRole('button', { name: 'Pindahkan' }));
    await screen.findByText('Ayuk sudah pindah ke Posyandu Anggrek.');
    expect(server.childActions).toMatchObject([{ toPosyanduId: server.posyandu[1]?.id }]);
  });

  test('nobody found says what to do; no answer can be asked for again, and what was typed stays', async () => {
    const { user, server, dialog, field } = await openElsewhere();
    await user.type(field, 'melur');
    expect(await dialog.findByText(/Tidak ada “melur” di puskesmas lain/)).toBeVisible();
    server.network = 'offline';
    await user.clear(field);
    await user.type(field, 'mawar');
    expect(await dialog.findByText(/Server tidak terjangkau/)).toBeVisible();
    expect(field).toHaveValue('mawar');
    server.network = 'fine';
    await user.click(dialog.getByRole('button', { name: 'Coba lagi' }));
    expect(await dialog.findAllByRole('radio')).toHaveLength(MAX_POSYANDU_FOUND);
  });

  test('a puskesmas with a single posyandu searches at once', async () => {
    const { user, server, record } = openRecord();
    server.posyandu = [posyandu(record.posyanduId, 'Posyandu Kenanga')];
    await user.click(await screen.findByRole('button', { name: /Pindahkan/ }));
    const dialog = within(await screen.findByRole('dialog'));
    expect(await dialog.findByText('Puskesmas ini tidak punya posyandu lain.')).toBeVisible();
    expect(dialog.getByLabelText('Cari posyandu di luar puskesmas ini')).toBeVisible();
  });

  test('a child that went to another puskesmas says so', async () => {
    openRecord(undefined, {
      mergedInto: null,
      movedTo: {
        posyanduId: newPosyanduId(),
        posyanduName: 'Posyandu Mawar 2',
        puskesmasName: 'Puskesmas Gerung',
      },
      cameFrom: null,
      mergedHere: [],
    });
    expect(await screen.findByText('Pindah ke Posyandu Mawar 2 (Puskesmas Gerung).')).toBeVisible();
    expect(screen.getByText(/tidak terlihat dari puskesmas ini/)).toBeVisible();
  });

  test.each([
    [null, 'Menunggu diterima di sana.'],
    [Date.parse('2026-11-12T02:00:00Z'), 'Diterima di Posyandu Mawar 2 pada 12 Nov 2026.'],
  ])('and whether it is accepted there (%s)', async (acceptedAtMs, sentence) => {
    openRecord(undefined, {
      mergedInto: null,
      movedTo: {
        posyanduId: newPosyanduId(),
        posyanduName: 'Posyandu Mawar 2',
        puskesmasName: 'Puskesmas Gerung',
        acceptedAtMs,
      },
      cameFrom: null,
      mergedHere: [],
    });
    expect(await screen.findByText(sentence, { exact: false })).toBeVisible();
    expect(screen.queryAllByText(/iterima di/)).toHaveLength(1);
  });

  test('a child that moved says where it is, and nothing more can be done from here', async () => {
    openRecord(undefined, {
      mergedInto: null,
      movedTo: { posyanduId: newPosyanduId(), posyanduName: 'Posyandu Anggrek' },
      cameFrom: null,
      mergedHere: [],
    });
    expect(await screen.findByText('Pindah ke Posyandu Anggrek.')).toBeVisible();
    expect(screen.queryByRole('button', { name: /Pindahkan/ })).toBeNull();
  });

  test('an admin sees how it stands and decides nothing', async () => {
    const admin = aStaffSession();
    const server = createMemoryPuskesmas({
      ...admin,
      account: { ...admin.account, role: 'admin' },
    });
    openRecord(server);
    await screen.findByRole('heading', { name: 'Data anak' });
    expect(screen.queryByRole('button', { name: /Gabungkan/ })).toBeNull();
  });
});

describe('a child that another puskesmas sent', () => {
  const cameFrom = {
    posyanduId: newPosyanduId(),
    posyanduName: 'Posyandu Mawar 2',
    villageName: 'Dasan Tapen',
    puskesmasName: 'Puskesmas Gerung',
  };

  function openArrival(over: Partial<ReviewRecord> = {}, server = createMemoryPuskesmas()) {
    const record = aRecord({
      op: 'child.receive',
      childId: ayu,
      child: aProfile({ name: 'Ayuk', motherName: 'Sri' }),
      measurement: null,
      authorReason: 'keluarganya pindah',
      flags: ['other-puskesmas'],
      ...over,
    });
    server.records = [record, aRecord({ child: aProfile({ name: 'Budi' }) })];
    server.standing.set(record.mid, { mergedInto: null, movedTo: null, cameFrom, mergedHere: [] });
    const user = openDesk(server, `/puskesmas?buka=${record.mid}`);
    return { server, record, user };
  }

  test('says from where and why, and is approved', async () => {
    const { user, server, record } = openArrival();
    expect(
      await screen.findByText('Datang dari Posyandu Mawar 2 di Dasan Tapen (Puskesmas Gerung).'),
    ).toBeVisible();
    const pane = within(screen.getByRole('complementary', { name: 'Rincian' }));
    expect(pane.getByText('keluarganya pindah')).toBeVisible();
    expect(pane.queryByText(/Kata kader/)).toBeNull();
    expect(pane.queryByRole('button', { name: 'Kembalikan' })).toBeNull();
    await user.click(pane.getByRole('button', { name: 'Setujui' }));
    await screen.findByText('1 data disetujui.');
    expect(server.decisions).toEqual([{ mids: [record.mid], decision: 'approve', reason: null }]);
  });

  test('is sent back with a reason, and waits no more', async () => {
    const { user, server, record } = openArrival();
    await user.click(await screen.findByRole('button', { name: 'Kirim kembali…' }));
    const dialog = within(await screen.findByRole('dialog'));
    expect(dialog.queryByLabelText('Posyandu tujuan')).toBeNull();
    expect(dialog.getByText(/Ayuk kembali ke Posyandu Mawar 2 \(Puskesmas Gerung\)/)).toBeVisible();
    await user.click(dialog.getByRole('button', { name: 'Kirim kembali' }));
    expect(dialog.getByText('Tulis alasannya.')).toBeVisible();
    await user.type(dialog.getByLabelText('Alasan'), 'Tidak tinggal di sini');
    await user.click(dialog.getByRole('button', { name: 'Kirim kembali' }));
    expect(
      await screen.findByText('Ayuk sudah pindah ke Posyandu Mawar 2 (Puskesmas Gerung).'),
    ).toBeVisible();
    expect(server.childActions).toMatchObject([
      {
        action: 'transfer',
        childId: ayu,
        posyanduId: record.posyanduId,
        toPosyanduId: cameFrom.posyanduId,
        reason: 'Tidak tinggal di sini',
      },
    ]);
    await waitFor(() => expect(screen.queryByRole('row', { name: /Ayuk/ })).toBeNull());
    expect(screen.queryByRole('button', { name: 'Kirim kembali…' })).toBeNull();
  });

  test('is left out when others are returned with it', async () => {
    const { user, server, record } = openArrival();
    await screen.findByRole('row', { name: /Budi/ });
    await user.click(screen.getByRole('checkbox', { name: 'Pilih Ayuk' }));
    await user.click(screen.getByRole('checkbox', { name: 'Pilih Budi' }));
    const [returnIt] = screen.getAllByRole('button', { name: 'Kembalikan' });
    if (returnIt === undefined) throw new Error('nothing to return');
    await user.click(returnIt);
    const dialog = within(await screen.findByRole('dialog'));
    expect(dialog.getByText('Kembalikan 1 data ke kader')).toBeVisible();
    await user.type(dialog.getByLabelText('Alasan'), 'Tanggal perlu dicek');
    await user.click(dialog.getByRole('button', { name: 'Kembalikan' }));
    await screen.findByText('1 data dikembalikan.');
    expect(server.decisions.flatMap(({ mids }) => mids)).not.toContain(record.mid);
  });

  test('once approved can be opened again, and a move inside the puskesmas is not decided on', async () => {
    const approved = openArrival({ status: 'approved' });
    await screen.findByText(/^Datang dari Posyandu Mawar 2/);
    expect(screen.queryByRole('button', { name: 'Kirim kembali…' })).toBeNull();
    expect(screen.getByRole('button', { name: 'Buka kembali' })).toBeVisible();
    cleanup();
    approved.server.records = approved.server.records.map((row) => ({ ...row, flags: [] }));
    openDesk(approved.server, `/puskesmas?buka=${approved.record.mid}`);
    await screen.findByRole('heading', { name: 'Ayuk' });
    await screen.findByRole('heading', { name: 'Data anak' });
    expect(screen.queryByRole('button', { name: 'Buka kembali' })).toBeNull();
    expect(screen.queryByText(/^Datang dari Posyandu Mawar 2/)).toBeNull();
  });

  test('and was sent on says so and leads there; what is looked at elsewhere leads nowhere', async () => {
    const answeredBy = newMid();
    openArrival({ status: 'corrected', answeredBy });
    expect(await screen.findByText('Anaknya sudah dikirim ke posyandu lain.')).toBeVisible();
    expect(screen.getByRole('button', { name: 'Buka catatan pindahnya' })).toBeVisible();
    expect(screen.queryByText('Kader sudah mengirim koreksi.')).toBeNull();
    cleanup();
    openArrival({ op: 'child.patch', status: 'corrected', flags: ['moved-child'] });
    expect(
      await screen.findByText('Diteruskan ke posyandu barunya dan diperiksa di sana.'),
    ).toBeVisible();
    expect(screen.queryByRole('button', { name: 'Buka koreksinya' })).toBeNull();
  });

  test('an admin sees where it came from and cannot send it back', async () => {
    const admin = aStaffSession();
    openArrival(
      {},
      createMemoryPuskesmas({ ...admin, account: { ...admin.account, role: 'admin' } }),
    );
    await screen.findByText(/^Datang dari Posyandu Mawar 2/);
    expect(screen.queryByRole('button', { name: 'Kirim kembali…' })).toBeNull();
  });
});

test('what a child’s data were is listed with who changed it, and what was disputed is marked', async () => {
  const { server, record } = openRecord();
  const mid = newMid();
  const by = (byName: string, day: string) => ({ byName, atMs: Date.parse(`${day}T02:00:00Z`) });
  server.fieldHistory.set(record.mid, [
    {
      field: 'bornOn',
      value: '2025-10-13',
      mid: newMid(),
      status: 'conflict',
      ...by('Rina', '2026-11-12'),
    },
    { field: 'bornOn', value: '2025-10-03', mid, status: 'applied', ...by('Sari', '2026-11-11') },
    { field: 'sex', value: 'female', mid, status: 'applied', ...by('Sari', '2026-11-11') },
    {
      field: 'bornOn',
      value: '2025-10-01',
      mid: newMid(),
      status: 'applied',
      ...by('Sari', '2026-10-10'),
    },
  ]);
  const list = within(await screen.findByRole('region', { name: 'Riwayat data anak' }));
  const said = list.getAllByRole('listitem').map((item) => item.textContent);
  expect(said[0]).toMatch(/^Tanggal lahir: 13 Okt 2025 ▲ tidak dipakai, bertentanganRina · /);
  expect(said[1]).toMatch(/^Tanggal lahir: 1 Okt 2025 → 3 Okt 2025Sari · /);
  expect(said[2]).toMatch(/^Jenis kelamin: Perempuan/);
  expect(said[3]).toMatch(/^Tanggal lahir: 1 Okt 2025Sari/);
});

test('the list is narrowed to records of merged children', async () => {
  const server = createMemoryPuskesmas();
  server.records = [
    aRecord({ child: aProfile({ name: 'Budi' }), flags: ['merged-child'] }),
    aRecord({ child: aProfile({ name: 'Cici' }) }),
  ];
  const user = openDesk(server);
  await screen.findByRole('row', { name: /Cici/ });
  await user.selectOptions(screen.getByLabelText('Tanda'), 'Nama lama');
  await waitFor(() => expect(screen.queryByRole('row', { name: /Cici/ })).toBeNull());
  expect(await screen.findByRole('row', { name: /Budi/ })).toBeVisible();
});
