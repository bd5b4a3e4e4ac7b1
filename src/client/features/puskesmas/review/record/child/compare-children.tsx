/** Two registrations side by side, and which of them stays. */

import { useId } from 'react';
import { formatCount, formatPlainDate } from '#client/i18n/format.ts';
import { children as words } from '#client/i18n/puskesmas-children.ts';
import { shared } from '#client/i18n/shared.ts';
import type { FoundChild } from '#protocol/children.ts';
import css from './child.module.css';

const text = words.merge;

export type Side = 'one' | 'other';
const SIDES = ['one', 'other'] as const satisfies readonly Side[];

interface CompareChildrenProps extends Readonly<Record<Side, FoundChild>> {
  readonly stays: Side;
  readonly onStays: (side: Side) => void;
}

export function CompareChildren({ one, other, stays, onStays }: CompareChildrenProps) {
  const group = useId();
  const sides = { one, other };
  return (
    <table className={css['compare']} aria-label={text.compare}>
      <thead>
        <tr>
          <th scope="col">
            <span className="visually-hidden">{words.title}</span>
          </th>
          {SIDES.map((side) => (
            <th key={side} scope="col">
              {text[side]}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {ROWS.map(([word, valueOf]) => {
          const differs = valueOf(one) !== valueOf(other);
          return (
            <tr key={word}>
              <th scope="row">{word}</th>
              {SIDES.map((side) => (
                <td key={side} className={differs ? css['differs'] : undefined}>
                  {valueOf(sides[side])}
                  {differs && <span className="visually-hidden">, {text.differs}</span>}
                </td>
              ))}
            </tr>
          );
        })}
        <tr>
          <th scope="row">{words.records}</th>
          <td>{formatCount(one.records)}</td>
          <td>{formatCount(other.records)}</td>
        </tr>
        <tr>
          <th scope="row">{text.choice}</th>
          {SIDES.map((side) => (
            <td key={side}>
              <label className={css['stays']}>
                <input
                  type="radio"
                  name={group}
                  aria-label={text.staysOf(text[side], sides[side].name)}
                  checked={stays === side}
                  onChange={() => onStays(side)}
                />
                <span aria-hidden="true">{text.stays}</span>
              </label>
            </td>
          ))}
        </tr>
      </tbody>
    </table>
  );
}

const ROWS: readonly (readonly [word: string, valueOf: (child: FoundChild) => string])[] = [
  [words.field.name, ({ name }) => name],
  [words.field.bornOn, ({ bornOn }) => formatPlainDate(bornOn)],
  [words.field.sex, ({ sex }) => shared.sex[sex]],
  [words.field.motherName, ({ motherName }) => motherName],
  [words.field.nik, ({ nik }) => nik ?? words.none],
];
