import { describe, expect, it } from 'vitest';
import { drawAvatar, initialsOf } from './avatar.js';

describe('a generated avatar', () => {
  it.each([
    ['Jane Smith', 'JS'],
    ['ada', 'A'],
    ['Jean-Luc van der Berg', 'JB'],
    ['李 小龍', '李小'],
    ['(Dr.) Who?', 'DW'],
    ['E\u0301mile Zola', 'E\u0301Z'],
    ['🦄', '?'],
    ['', '?'],
  ])('of %j shows %j', (name, initials) => {
    expect(initialsOf(name)).toBe(initials);
  });

  it('takes no markup from a name', () => {
    const svg = drawAvatar('<script>alert(1)</script> "/><x onload=1>', 'seed');
    expect(svg).not.toMatch(/script|onload|alert/);
    // Its own: svg, rect, text and two ends.
    expect(svg.match(/</g)).toHaveLength(5);
  });

  it('is the same for the same person, and of another colour for another', () => {
    expect(drawAvatar('Jane Smith', 'a')).toBe(drawAvatar('Jane Smith', 'a'));
    const colours = new Set(['a', 'b', 'c', 'd', 'e', 'f'].map((seed) => drawAvatar('Jane Smith', seed)));
    expect(colours.size).toBeGreaterThan(2);
  });
});
