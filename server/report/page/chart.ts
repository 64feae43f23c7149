import {FlameChart} from 'flame-chart-js';
import type {ViewProcess, ViewStall} from '../view-data.ts';
import {element} from './elements.ts';
import {flameNodes, timelineNodes, type FrameNode} from './nodes.ts';
import {signColour, chartSettings, frameColour, type Theme} from './theme.ts';
import {time} from './words.ts';

/** What the charts show of a process. */
export interface ChartModel {
  readonly process: ViewProcess;
  readonly stalls: readonly ViewStall[];
  /** Frames that the search has found; null while nothing is searched. */
  readonly found: ReadonlySet<number> | null;
  readonly theme: Theme;
}

export interface Chart {
  /** Shows a span of time, in milliseconds. */
  zoomTo(start: number, end: number): void;
  dispose(): void;
}

export type OnSelect = (node: FrameNode) => void;

/** What ran, in the order of time, below the stalls and the garbage collection of the loop. */
export function timelineChart(container: HTMLElement, model: ChartModel, onSelect: OnSelect): Chart {
  const {process, stalls, theme} = model;
  const bars = [
    ...stalls.map(stall => ({name: `${stall.isStartUp ? 'start-up' : 'stall'}, ${time(stall.duration)}: ${stall.kind}`, start: stall.start / 1000, end: (stall.start + stall.duration) / 1000, color: signColour(stall.isStartUp ? 'start-up' : 'stall', theme)})),
    ...pairs(process.collections).map(([start, duration]) => ({name: `garbage collection, ${time(duration)}`, start: start / 1000, end: (start + duration) / 1000, color: signColour('collection', theme)})),
  ];
  const waterfall = {
    items: bars.map(({name, start, end, color}) => ({name, intervals: [{name, color, type: 'block' as const, start: 'from', end: 'to'}], timing: {from: start, to: end}})) as never,
    intervals: {},
  };
  return draw(container, {nodes: timelineNodes(process, colours(model)), theme, onSelect, ...(bars.length > 0 && {waterfall})});
}

/** What ran, added up by who called it. */
export function flameChart(container: HTMLElement, model: ChartModel, onSelect: OnSelect): Chart {
  return draw(container, {nodes: flameNodes(model.process, colours(model)), theme: model.theme, onSelect});
}

function colours({process: {frames}, found, theme}: ChartModel): (frame: number) => string {
  const notFound = signColour('not found', theme);
  const known = frames.map((frame, index) => (found === null || found.has(index) ? frameColour(frame, theme) : notFound));
  return frame => known[frame] ?? notFound;
}

interface Drawing {
  readonly nodes: FrameNode[];
  readonly waterfall?: ConstructorParameters<typeof FlameChart>[0]['waterfall'];
  readonly theme: Theme;
  readonly onSelect: OnSelect;
}

function draw(container: HTMLElement, {nodes, waterfall, theme, onSelect}: Drawing): Chart {
  const canvas = element('canvas', {tabindex: '0', 'aria-label': 'Chart of what ran. Arrow keys move and zoom, Escape shows all of it again. The call tree and the stalls tell the same as text.'});
  container.replaceChildren(canvas);
  canvas.width = container.clientWidth;
  canvas.height = container.clientHeight;
  const chart = new FlameChart({canvas, data: nodes, ...(waterfall && {waterfall}), settings: chartSettings(theme)});
  chart.on('select', ({node}: {readonly node: {readonly source?: FrameNode} | null}) => {
    if (node?.source?.frame !== undefined) onSelect(node.source);
  });
  // The library listens to the whole window, where keys are somebody else's too.
  canvas.addEventListener('focus', () => chart.hotkeys(true));
  canvas.addEventListener('blur', () => chart.hotkeys(false));
  const end = nodes.reduce((latest, {start, duration}) => Math.max(latest, start + duration), 0);
  canvas.addEventListener('keydown', ({key}) => key === 'Escape' && end > 0 && chart.setZoom(nodes[0]?.start ?? 0, end));
  const resizing = new ResizeObserver(() => {
    if (container.clientWidth > 0 && container.clientHeight > 0) chart.resize(container.clientWidth, container.clientHeight);
  });
  resizing.observe(container);
  return {
    zoomTo: (start, end) => chart.setZoom(start, end),
    dispose: () => {
      resizing.disconnect();
      chart.removeAllListeners();
      canvas.remove();
    },
  };
}

function pairs(values: readonly number[]): (readonly [number, number])[] {
  return Array.from({length: values.length >> 1}, (_, index) => [values[2 * index] ?? 0, values[2 * index + 1] ?? 0] as const);
}
