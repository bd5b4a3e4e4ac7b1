/** What a phone shows about the app outside the app: its tile, its long-press menu, its store card. */
export const installText = {
  name: 'SiPosyandu',
  shortName: 'SiPosyandu',
  description:
    'Catatan posyandu yang bekerja tanpa sinyal: timbang dan ukur balita, lihat hasilnya saat itu juga, kirim ke puskesmas saat ada sinyal.',
  shortcuts: {
    weigh: 'Timbang',
    children: 'Anak',
    unsent: 'Belum terkirim',
  },
  screenshots: {
    today: 'Hari ini: siapa yang sudah dan belum ditimbang',
    weigh: 'Timbang & ukur, juga tanpa sinyal',
    chart: 'Grafik pertumbuhan anak',
    review: 'Tinjauan puskesmas',
  },
  withoutScript: 'SiPosyandu memerlukan JavaScript. Buka dengan Chrome versi terbaru di HP ini.',
} as const;
