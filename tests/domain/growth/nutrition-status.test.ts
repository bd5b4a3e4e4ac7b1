import { describe, expect, it } from 'vitest';
import {
  headCategory,
  lengthForAgeCategory,
  MINISTRY_CODE,
  muacCategory,
  weightForAgeCategory,
  weightForLengthCategory,
} from '#domain/growth/nutrition-status.ts';

describe('BB/U', () => {
  it.each([
    [-3.01, 'severely-underweight'],
    [-3, 'underweight'],
    [-2.99, 'underweight'],
    [-2.01, 'underweight'],
    [-2, 'normal-weight'],
    [-1.99, 'normal-weight'],
    [0.99, 'normal-weight'],
    [1, 'normal-weight'],
    [1.01, 'risk-of-excess-weight'],
  ])('%d is %s', (z, category) => {
    expect(weightForAgeCategory(z)).toBe(category);
  });
});

describe('PB/U and TB/U', () => {
  it.each([
    [-3.01, 'severely-stunted'],
    [-3, 'stunted'],
    [-2.99, 'stunted'],
    [-2.01, 'stunted'],
    [-2, 'normal-length'],
    [-1.99, 'normal-length'],
    [2.99, 'normal-length'],
    [3, 'normal-length'],
    [3.01, 'tall'],
  ])('%d is %s', (z, category) => {
    expect(lengthForAgeCategory(z)).toBe(category);
  });
});

describe('BB/PB, BB/TB and IMT/U', () => {
  it.each([
    [-3.01, 'severely-wasted'],
    [-3, 'wasted'],
    [-2.99, 'wasted'],
    [-2.01, 'wasted'],
    [-2, 'normal-nutrition'],
    [-1.99, 'normal-nutrition'],
    [0.99, 'normal-nutrition'],
    [1, 'normal-nutrition'],
    [1.01, 'risk-of-overweight'],
    [1.99, 'risk-of-overweight'],
    [2, 'risk-of-overweight'],
    [2.01, 'overweight'],
    [2.99, 'overweight'],
    [3, 'overweight'],
    [3.01, 'obese'],
  ])('%d is %s', (z, category) => {
    expect(weightForLengthCategory(z)).toBe(category);
  });
});

describe('LK/U', () => {
  it.each([
    [-2.01, 'microcephaly'],
    [-2, 'normal-head'],
    [-1.99, 'normal-head'],
    [1.99, 'normal-head'],
    [2, 'normal-head'],
    [2.01, 'macrocephaly'],
  ])('%d is %s', (z, category) => {
    expect(headCategory(z)).toBe(category);
  });
});

describe('LiLA', () => {
  it.each([
    [114, 'muac-red'],
    [115, 'muac-yellow'],
    [116, 'muac-yellow'],
    [124, 'muac-yellow'],
    [125, 'muac-green'],
    [126, 'muac-green'],
  ])('%d mm is %s', (mm, category) => {
    expect(muacCategory(mm)).toBe(category);
  });
});

describe("the ministry's codes", () => {
  it('stand for one category each', () => {
    const codes = Object.values(MINISTRY_CODE).filter((code) => code !== null);
    expect(new Set(codes).size).toBe(codes.length);
  });
});
