/** What letters of usual size need to be read, as the guidelines for accessible content say (WCAG 2.2, 1.4.3). */
export const LEAST_CONTRAST = 4.5;

/** How strong a colour may be, at most: the lightness in per cent from which is searched. */
const STRONGEST = {dark: 38, light: 74};

/** A colour of this hue (degrees) and saturation (per cent) on which the text, `rgb(…)`, can be read. */
export function readableFill(hue: number, saturation: number, text: string, isDark: boolean): string {
  const letters = luminance(channelsOf(text));
  let lightness = isDark ? STRONGEST.dark : STRONGEST.light;
  while (lightness > 0 && lightness < 100 && contrast(letters, luminance(channelsOfHsl(hue, saturation, lightness))) < LEAST_CONTRAST) lightness += isDark ? -1 : 1;
  return `hsl(${hue}, ${saturation}%, ${lightness}%)`;
}

type Channels = readonly [red: number, green: number, blue: number];

/** From 0 to 1. What is no `rgb(…)` counts as black. */
export function channelsOf(colour: string): Channels {
  const [red = 0, green = 0, blue = 0] = (colour.match(/[\d.]+/g) ?? []).map(part => Number(part) / 255);
  return [red, green, blue];
}

export function channelsOfHsl(hue: number, saturation: number, lightness: number): Channels {
  const [s, l] = [saturation / 100, lightness / 100];
  const channel = (offset: number) => {
    const place = (offset + hue / 30) % 12;
    return l - s * Math.min(l, 1 - l) * Math.max(-1, Math.min(place - 3, 9 - place, 1));
  };
  return [channel(0), channel(8), channel(4)];
}

export function luminance([red, green, blue]: Channels): number {
  const linear = (part: number) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4);
  return 0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue);
}

/** Of two luminances, from 1 to 21. */
export function contrast(a: number, b: number): number {
  return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
}
