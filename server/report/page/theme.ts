import type {FlameChartSettings} from 'flame-chart-js';
import type {ViewFrame} from '../view-data.ts';
import {readableFill} from '../readable-fill.ts';

/** The colours of the page, which in an editor are the theme's. */
export interface Theme {
  readonly background: string;
  readonly text: string;
  readonly faint: string;
  readonly isDark: boolean;
}

export function themeOf(page: HTMLElement): Theme {
  const style = getComputedStyle(page);
  const colour = (name: string) => style.getPropertyValue(name).trim();
  return {
    background: colour('--background'),
    text: style.color,
    faint: colour('--faint'),
    isDark: colour('--is-dark') === '1',
  };
}

/** One hue a file; what was installed is grey, so that the user's own code is seen first. As strong as the text on it allows. */
export function frameColour({file, isUser}: ViewFrame, {isDark, text}: Theme): string {
  return isUser ? readableFill(hueOf(file), 55, text, isDark) : readableFill(220, 6, text, isDark);
}

/** Red for what held the loop, purple for garbage collection; a start-up holds up nobody, and what a search has not found steps back. */
export function signColour(kind: keyof typeof SIGNS, {isDark, text}: Theme): string {
  const [hue, saturation] = SIGNS[kind];
  return readableFill(hue, saturation, text, isDark);
}

const SIGNS = {stall: [0, 80], collection: [265, 60], 'start-up': [0, 0], 'not found': [0, 0]} as const;

function hueOf(text: string): number {
  let hash = 0;
  for (const character of text) hash = (hash * 31 + (character.codePointAt(0) ?? 0)) % 3600;
  return hash / 10;
}

export function chartSettings({background, text, faint}: Theme): FlameChartSettings {
  return {
    headers: {waterfall: 'Event loop', flameChart: 'Functions'},
    options: {timeUnits: 'ms'},
    styles: {
      main: {
        blockHeight: 18, font: '11px sans-serif', fontColor: text, backgroundColor: background, headerColor: background, headerStrokeColor: faint,
        tooltipBackgroundColor: background, tooltipHeaderFontColor: text, tooltipBodyFontColor: text, tooltipShadowColor: faint,
      },
      timeGrid: {color: faint},
      timeGridPlugin: {font: '11px sans-serif', fontColor: text},
      timeframeSelectorPlugin: {font: '9px sans-serif', fontColor: text, overlayColor: 'rgba(128, 128, 128, 0.4)', graphStrokeColor: faint, graphFillColor: faint, bottomLineColor: faint, knobColor: text, knobStrokeColor: background, backgroundColor: background},
      togglePlugin: {fontColor: text, triangleColor: text, color: background, strokeColor: faint, dotsColor: text} as never,
      waterfallPlugin: {defaultHeight: 44},
    },
  };
}
