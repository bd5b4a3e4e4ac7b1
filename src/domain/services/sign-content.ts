/**
 * Danger signs and signs of TBC, as asked at the posyandu and on visits at home.
 *
 * What is asked is that of the sources named; the wording is this project's.
 * Change a text freely; give a question with another meaning a new id and the
 * whole a new edition.
 */

import type { DangerSignContent, TbcContent } from './question-content.ts';

export const DANGER_SIGN_CONTENT = {
  edition: 'tanda-bahaya-2026-1',
  source: 'Buku KIA 2020/2024, tanda bahaya bayi baru lahir dan balita',
  certainty: 'B',
  sets: [
    {
      fromDay: 0,
      items: [
        { id: 'newborn-cord', text: 'Tali pusat berbau, bernanah, atau merah sampai ke perut' },
        { id: 'newborn-pale-stool', text: 'Tinja pucat' },
        { id: 'newborn-fever', text: 'Panas tinggi' },
        { id: 'newborn-diarrhoea', text: 'Mencret' },
        { id: 'newborn-vomiting', text: 'Muntah berkali-kali' },
        { id: 'newborn-yellow', text: 'Kulit dan mata kuning' },
        { id: 'newborn-weak', text: 'Lemas' },
        { id: 'newborn-cold', text: 'Badan dingin' },
        { id: 'newborn-crying', text: 'Merintih atau menangis tanpa henti' },
        { id: 'newborn-breath', text: 'Napas sesak' },
        { id: 'newborn-fits', text: 'Kejang' },
        { id: 'newborn-no-suck', text: 'Tidak mau menyusu' },
      ],
    },
    {
      fromDay: 29,
      items: [
        { id: 'child-cannot-drink', text: 'Tidak bisa minum' },
        { id: 'child-diarrhoea', text: 'Mencret' },
        { id: 'child-fever', text: 'Panas tinggi' },
        { id: 'child-vomiting', text: 'Muntah berkali-kali' },
        { id: 'child-blue', text: 'Tampak biru' },
        { id: 'child-ear', text: 'Bengkak dan nyeri di belakang telinga' },
        { id: 'child-bleeding', text: 'Berdarah dari hidung, di kulit, atau saat buang air besar' },
        { id: 'child-breath', text: 'Napas sesak' },
        { id: 'child-fits', text: 'Kejang' },
      ],
    },
  ],
  untilMonths: 72,
  atHome: [
    { id: 'home-breath', text: 'Napas cepat, atau dada tertarik ke dalam' },
    { id: 'home-cough', text: 'Batuk berdahak atau berbunyi ngik' },
    { id: 'home-fever', text: 'Panas lebih dari 38,5 derajat' },
    { id: 'home-stool', text: 'Tinja cair atau berdarah, mata cekung' },
    { id: 'home-urine', text: 'Kencing sedikit atau pekat, atau 6 jam tidak kencing' },
    { id: 'home-skin', text: 'Kulit biru atau memar' },
    { id: 'home-activity', text: 'Lemas, tidak seaktif biasanya' },
    { id: 'home-suck', text: 'Isapan lemah, atau muntah hijau' },
    { id: 'home-eating', text: 'Tidak mau makan' },
  ],
} as const satisfies DangerSignContent;

export const TBC_CONTENT = {
  edition: 'tbc-2026-1',
  source: 'Kartu bantu pemeriksaan bayi, balita dan apras (ILP 2023)',
  certainty: 'A',
  items: [
    { id: 'tbc-cough', text: 'Batuk yang tidak berhenti' },
    { id: 'tbc-fever', text: 'Demam dua minggu atau lebih' },
    { id: 'tbc-weight', text: 'Berat badan turun atau tidak naik dua bulan berturut-turut' },
    { id: 'tbc-contact', text: 'Dekat dengan pasien TBC' },
  ],
} as const satisfies TbcContent;
