import {readFileSync} from 'node:fs';
import {describe, expect, test} from 'vitest';
import {contrast, LEAST_CONTRAST, luminance} from '../../../server/report/readable-fill.ts';

type Kind = 'dark' | 'light' | 'highContrast' | 'highContrastLight';
interface Colour {
  readonly id: string;
  readonly defaults: Readonly<Record<Kind, string>>;
}

const {contributes} = JSON.parse(readFileSync(new URL('../../../package.json', import.meta.url), 'utf8')) as {readonly contributes: {readonly colors: readonly Colour[]}};
const texts = contributes.colors.filter(({id}) => id.endsWith('Foreground') && !id.includes('Ruler'));
const heats = contributes.colors.filter(({id}) => id.startsWith('loopsight.heat'));

/** The background of the editor in the themes that come with it. */
const EDITORS: Readonly<Record<Kind, string>> = {dark: '#1f1f1f', light: '#ffffff', highContrast: '#000000', highContrastLight: '#ffffff'};

/** `#rrggbb` or `#rrggbbaa`, each from 0 to 1. */
function parts(colour: string): number[] {
  return (colour.slice(1).match(/../g) ?? []).map(part => parseInt(part, 16) / 255);
}

function luminanceOver(colour: string, below: string): number {
  const [red = 0, green = 0, blue = 0, alpha = 1] = parts(colour);
  const under = parts(below);
  const mixed = [red, green, blue].map((part, index) => part * alpha + (under[index] ?? 0) * (1 - alpha)) as [number, number, number];
  return luminance(mixed);
}

describe.each(Object.keys(EDITORS) as Kind[])('in a theme of kind %s', kind => {
  const backgrounds = [EDITORS[kind], ...heats.map(({defaults}) => defaults[kind])].map(colour => luminanceOver(colour, EDITORS[kind]));

  test.each(texts.map(({id, defaults}) => [id, defaults[kind]]))('%s can be read on the editor and on every heat', (_, colour) => {
    for (const background of backgrounds) expect(contrast(luminanceOver(colour, EDITORS[kind]), background)).toBeGreaterThanOrEqual(LEAST_CONTRAST);
  });
});

test('there are texts and heats to look at', () => expect([texts.length > 5, heats.length]).toEqual([true, 5]));
