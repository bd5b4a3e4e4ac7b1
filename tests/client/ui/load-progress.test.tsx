import { render, screen } from '@testing-library/react';
import { expect, test } from 'vitest';
import { LoadProgress } from '#client/ui/load-progress.tsx';

const progress = (part: number | null) => (
  <LoadProgress label="Mengambil" part={part} words={String} />
);
const shown = () => ({
  words: screen.getByRole('paragraph').textContent,
  value: screen.getByRole('progressbar', { name: 'Mengambil' }).getAttribute('value'),
});

test('says how far it is, in words and as a bar', () => {
  render(progress(0.4));
  expect(shown()).toEqual({ words: '40', value: '0.4' });
});

test('claims nothing where nobody can say', () => {
  render(progress(null));
  expect(shown()).toEqual({ words: 'null', value: null });
});

test('begins to say it once it is known', () => {
  const { rerender } = render(progress(null));
  rerender(progress(0.25));
  expect(shown()).toEqual({ words: '25', value: '0.25' });
});

test.each([0.1, null])('never goes back, to %s', (later) => {
  const { rerender } = render(progress(0.4));
  rerender(progress(later));
  expect(shown()).toEqual({ words: '40', value: '0.4' });
});

test('is never at its end while it is still there', () => {
  render(progress(1));
  expect(shown()).toEqual({ words: '99', value: '0.99' });
});
