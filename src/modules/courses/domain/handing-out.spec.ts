import { describe, expect, it } from 'vitest';
import { materialFactory } from '../testing/material.factory.js';
import { handOut, mayBeKept, type Handout } from './handing-out.js';

const materialOf = (downloadable: boolean) => {
  const { _id, ...rest } = materialFactory.build({ downloadable });
  return { ...rest, id: String(_id) };
};
const source = (allowDownload: boolean) => ({ settings: { allowDownload } });

describe('a material', () => {
  it.each([
    [true, true, true],
    [true, false, false],
    [false, true, false],
    [false, false, false],
  ])('that is downloadable (%s) where that is allowed (%s) may be kept: %s', (own, allowed, expected) => {
    expect(mayBeKept(materialOf(own), source(allowed))).toBe(expected);
  });

  it('shows its address to who may keep it, and to authors', () => {
    const materials = [materialOf(true), materialOf(false)];
    const seen = (handout: Handout, allowed: boolean) =>
      handOut(materials, source(allowed), handout).map(({ url }) => url !== null);
    expect(seen('everything', false)).toEqual([true, true]);
    expect(seen('downloads', true)).toEqual([true, false]);
    expect(seen('downloads', false)).toEqual([false, false]);
    expect(seen('titles', true)).toEqual([false, false]);
  });

  it('tells learners whether it may be kept at all, and authors what they said of it', () => {
    const told = (handout: Handout) =>
      handOut([materialOf(true)], source(false), handout).map(({ downloadable }) => downloadable);
    expect(told('downloads')).toEqual([false]);
    expect(told('everything')).toEqual([true]);
    expect(handOut([materialOf(true)], source(true), 'titles')).toMatchObject([
      { downloadable: true, url: null },
    ]);
  });
});
