import {expect, test} from 'vitest';
import {channelsOf, channelsOfHsl, contrast, LEAST_CONTRAST, luminance, readableFill} from '../../server/report/readable-fill.ts';

test('colours are measured as the guidelines do', () => {
  expect(contrast(luminance(channelsOf('rgb(255, 255, 255)')), luminance(channelsOf('rgb(0, 0, 0)')))).toBeCloseTo(21, 5);
  // #767676 is known as the lightest grey that is readable on white.
  expect(contrast(luminance(channelsOf('rgb(118, 118, 118)')), luminance([1, 1, 1]))).toBeCloseTo(4.54, 2);
  expect(channelsOfHsl(120, 100, 50)).toEqual([0, 1, 0]);
  expect(channelsOfHsl(0, 0, 25)).toEqual([0.25, 0.25, 0.25]);
});

test.each([
  ['dark', 'rgb(204, 204, 204)', true],
  ['light', 'rgb(59, 59, 59)', false],
  ['high contrast', 'rgb(255, 255, 255)', true],
  ['high contrast, light', 'rgb(41, 41, 41)', false],
] as const)('names can be read on every hue in a %s theme', (_, text, isDark) => {
  for (let hue = 0; hue < 360; hue++) {
    const [h = 0, s = 0, l = 0] = (readableFill(hue, 55, text, isDark).match(/\d+/g) ?? []).map(Number);
    expect(h).toBe(hue);
    expect(contrast(luminance(channelsOf(text)), luminance(channelsOfHsl(h, s, l))), `hue ${hue}`).toBeGreaterThanOrEqual(LEAST_CONTRAST);
    expect(l, `hue ${hue} is still a colour`).toSatisfy(lightness => lightness >= 15 && lightness <= 92);
  }
});

test('what no fill makes readable ends the search', () => expect(readableFill(60, 55, 'rgb(128, 128, 128)', true)).toMatch(/^hsl\(60, 55%, \d+%\)$/));
