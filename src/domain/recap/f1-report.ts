/** F1 Gizi from a month's recap. */

import type { Sex } from '#domain/child.ts';
import { AGE_GROUPS } from './age-groups.ts';
import type { F1Count, F1EntryKey, F1Format, F1Item } from './f1-format.ts';
import { F1_GIZI } from './f1-format.ts';
import type { Figures, Ids } from './figures.ts';
import type { MonthlyRecap } from './monthly-recap.ts';
import {
  countCell,
  dateCell,
  enteredCell,
  MONTH_NAMES,
  textCell,
  type Entered,
  type Report,
  type ReportCell,
  type ReportColumn,
  type ReportRow,
  type ReportTable,
} from './report.ts';

export function f1Report(
  recap: MonthlyRecap,
  entered: Entered<F1EntryKey> = {},
  format: F1Format = F1_GIZI,
): Report {
  const { id, name, title, edition, source, certainty } = format;
  return {
    format: { id, name, title, edition, source, certainty },
    head: format.head.map(({ key, label }) => ({ label, cell: headCell(recap, entered, key) })),
    tables: [
      weighingTable(recap, format),
      bySexTable(recap, format),
      babiesTable(recap, format),
      enteredTable(entered, format),
    ],
  };
}

function headCell(
  { period }: MonthlyRecap,
  entered: Entered<F1EntryKey>,
  key: F1Format['head'][number]['key'],
): ReportCell {
  if (key === 'session') return dateCell(period.sessionOn);
  if (key !== 'month') return enteredCell(entered[key]);
  const name = MONTH_NAMES[Number(period.month.slice(5)) - 1];
  return textCell(`${name ?? ''} ${period.month.slice(0, 4)}`);
}

const SEXES = [
  { sex: 'male', letter: 'L' },
  { sex: 'female', letter: 'P' },
] as const satisfies readonly { readonly sex: Sex; readonly letter: string }[];

const ITEM_COLUMNS: readonly ReportColumn[] = [
  { key: 'number', number: null, title: 'No.', under: [] },
  { key: 'item', number: null, title: 'Butir', under: [] },
  { key: 'code', number: null, title: 'Kode', under: [] },
];
const SEX_COLUMN: ReportColumn = { key: 'sex', number: null, title: 'L/P', under: [] };
const TOTAL_COLUMN: ReportColumn = { key: 'total', number: null, title: 'Total', under: [] };

function itemCells({ number, title, code }: F1Item): ReportCell[] {
  return [textCell(number), textCell(title), textCell(code)];
}

function weighingTable({ cells }: MonthlyRecap, format: F1Format): ReportTable {
  const groups = AGE_GROUPS.map(({ key }) => key);
  const split = (key: string, title: string): ReportColumn[] =>
    format.welfareColumns
      ? [
          { key: `${key}-poor`, number: null, title: 'G', under: [title] },
          { key: `${key}-not-poor`, number: null, title: 'NG', under: [title] },
        ]
      : [{ key, number: null, title, under: [] }];
  const welfare: readonly Welfare[] = format.welfareColumns ? ['poor', 'notPoor'] : ['all'];
  const rows = format.weighing.flatMap((item) =>
    SEXES.map(({ sex, letter }): ReportRow => {
      const ofSex = cells.filter((cell) => cell.sex === sex).map(({ figures }) => figures);
      const byGroup = [...ofSex.map((figures) => [figures]), ofSex].flatMap((figures) =>
        welfare.map((each) => cellOf(figures, item.count, each)),
      );
      const total = format.welfareColumns ? [cellOf(ofSex, item.count, 'all')] : [];
      return {
        childId: null,
        cells: [...itemCells(item), textCell(letter), ...byGroup, ...total],
      };
    }),
  );
  return {
    title: 'Kegiatan penimbangan',
    columns: [
      ...ITEM_COLUMNS,
      SEX_COLUMN,
      ...groups.flatMap((key) => split(key, `${key.replace('-', '–')} bulan`)),
      ...split('all', 'Jumlah'),
      ...(format.welfareColumns ? [TOTAL_COLUMN] : []),
    ],
    rows,
  };
}

type Welfare = 'all' | 'poor' | 'notPoor';

/**
 * A figure over one or more groups. With G and NG asked for, one child of whom
 * it is not known leaves the cell without a number: it would stand in neither.
 */
function cellOf(groups: readonly Figures[], count: F1Count, welfare: Welfare): ReportCell {
  if (welfare === 'all') return counted(groups, count, (ids) => ids);
  const known = new Set(groups.flatMap(({ poor, notPoor }) => [...poor, ...notPoor]));
  const among = new Set(groups.flatMap((figures) => figures[welfare]));
  const asked = groups.flatMap((figures) =>
    count === 'k-minus-d' ? [...figures.k, ...figures.d] : figures[count],
  );
  if (asked.some((id) => !known.has(id))) return { kind: 'count', value: null };
  return counted(groups, count, (ids) => ids.filter((id) => among.has(id)));
}

function counted(
  groups: readonly Figures[],
  count: F1Count,
  narrow: (ids: Ids) => Ids,
): ReportCell {
  const idsOf = (key: keyof Figures) => narrow(groups.flatMap((figures) => figures[key]));
  if (count !== 'k-minus-d') return countCell(idsOf(count));
  // The form's sum; where somebody without a KMS was weighed, fewer than the absent by name.
  return {
    kind: 'count',
    value: idsOf('k').length - idsOf('d').length,
    children: idsOf('absent'),
  };
}

function bySexTable({ cells }: MonthlyRecap, format: F1Format): ReportTable {
  return {
    title: null,
    columns: [
      ...ITEM_COLUMNS,
      ...SEXES.map(({ letter }) => ({ key: letter, number: null, title: letter, under: [] })),
      TOTAL_COLUMN,
    ],
    rows: format.bySex.map((item) => {
      const of = (sex: Sex | null) =>
        countCell(
          cells
            .filter((cell) => sex === null || cell.sex === sex)
            .flatMap(({ figures }) => figures[item.count]),
        );
      return {
        childId: null,
        cells: [...itemCells(item), of('male'), of('female'), of(null)],
      };
    }),
  };
}

function babiesTable({ babies }: MonthlyRecap, format: F1Format): ReportTable {
  const months = [...new Set(babies.map(({ ageMonths }) => ageMonths))];
  return {
    title: 'Bayi 0–6 bulan dan ASI eksklusif',
    columns: [
      ...ITEM_COLUMNS,
      SEX_COLUMN,
      ...months.map((month) => ({
        key: `month-${month}`,
        number: null,
        title: `${month} bulan`,
        under: [],
      })),
      TOTAL_COLUMN,
    ],
    rows: format.babies.flatMap((item) =>
      SEXES.map(({ sex, letter }): ReportRow => {
        const ofSex = babies.filter((each) => each.sex === sex);
        return {
          childId: null,
          cells: [
            ...itemCells(item),
            textCell(letter),
            ...ofSex.map((each) => countCell(each[item.count])),
            countCell(ofSex.flatMap((each) => each[item.count])),
          ],
        };
      }),
    ),
  };
}

function enteredTable(entered: Entered<F1EntryKey>, format: F1Format): ReportTable {
  return {
    title: 'Ibu dan bayi baru lahir',
    columns: [...ITEM_COLUMNS, TOTAL_COLUMN],
    rows: format.entered.map((item) => ({
      childId: null,
      cells: [...itemCells(item), enteredCell(entered[item.key])],
    })),
  };
}
