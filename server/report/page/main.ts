import type {ViewData, ViewProcess} from '../view-data.ts';
import {callTree} from './call-tree.ts';
import {flameChart, timelineChart, type Chart, type ChartModel} from './chart.ts';
import {element, existing} from './elements.ts';
import {loadData} from './host.ts';
import type {FrameNode} from './nodes.ts';
import {placeLink} from './place-link.ts';
import {awaitTable, stallTable} from './tables.ts';
import {themeOf} from './theme.ts';
import {time} from './words.ts';

const TABS = {timeline: 'Timeline', flame: 'Flame graph', tree: 'Call tree', stalls: 'Stalls', awaits: 'Awaits'} as const;
type Tab = keyof typeof TABS;

try {
  show(await loadData());
} catch (error) {
  existing('view').replaceChildren(element('p', {class: 'empty', role: 'alert'}, error instanceof Error ? error.message : String(error)));
}

/** The page of one run: a picker of processes, tabs, a search, and what is selected. */
function show(data: ViewData): void {
  const view = existing('view');
  const details = existing('details');
  const picker = existing('process') as HTMLSelectElement;
  const search = existing('search') as HTMLInputElement;
  let tab: Tab = 'timeline';
  let chart: Chart | null = null;

  existing('title').textContent = `${data.title} · ${time(data.wallUs)}`;
  picker.append(...data.processes.map(({name}, index) => element('option', {value: String(index)}, name)));
  picker.hidden = data.processes.length < 2;
  picker.value = String(busiest(data.processes));

  const processShown = (): ViewProcess | undefined => data.processes[Number(picker.value) || 0];
  const stallsShown = () => data.stalls.filter(({process}) => process === processShown()?.process);

  function draw(): void {
    chart?.dispose();
    chart = null;
    const process = processShown();
    for (const button of document.querySelectorAll<HTMLElement>('[role=tab]')) {
      const isShown = button.dataset['tab'] === tab;
      button.setAttribute('aria-selected', String(isShown));
      button.tabIndex = isShown ? 0 : -1;
    }
    view.setAttribute('aria-labelledby', `tab-${tab}`);
    if (!process) return view.replaceChildren(element('p', {class: 'empty'}, 'This run has no samples.'));
    const found = framesFound(process, search.value);
    const model: ChartModel = {process, stalls: stallsShown(), found, theme: themeOf(document.body)};
    existing('found').textContent = found === null ? '' : foundText(process, found);
    switch (tab) {
      case 'timeline':
        chart = timelineChart(view, model, node => tell(process, node));
        break;
      case 'flame':
        chart = flameChart(view, model, node => tell(process, node));
        break;
      case 'tree':
        view.replaceChildren(callTree(process, found));
        break;
      case 'stalls':
        view.replaceChildren(stallTable(model.stalls, stall => {
          choose('timeline');
          const margin = stall.duration / 4;
          chart?.zoomTo((stall.start - margin) / 1000, (stall.start + stall.duration + margin) / 1000);
        }));
        break;
      case 'awaits':
        view.replaceChildren(awaitTable(data.awaits));
        break;
    }
    existing('note').textContent = tab === 'timeline' && process.shortestUs > 0 ? `Calls shorter than ${time(process.shortestUs)} are left out.` : '';
  }

  function tell(process: ViewProcess, node: FrameNode): void {
    const frame = process.frames[node.frame];
    if (!frame) return;
    const self = node.duration - node.children.reduce((sum, child) => sum + child.duration, 0);
    const zoom = element('button', {type: 'button'}, 'Zoom');
    zoom.addEventListener('click', () => chart?.zoomTo(node.start, node.start + node.duration));
    details.replaceChildren(element('strong', {}, frame.name), ` ${time(node.duration * 1000)}, ${time(self * 1000)} of its own `, placeLink(frame), ' ', zoom);
  }

  function choose(next: Tab): void {
    tab = next;
    details.replaceChildren();
    draw();
  }

  existing('tabs').append(...(Object.keys(TABS) as Tab[]).map(name => {
    const button = element('button', {type: 'button', role: 'tab', id: `tab-${name}`, 'aria-controls': 'view', 'data-tab': name}, TABS[name]);
    button.addEventListener('click', () => choose(name));
    return button;
  }));
  existing('tabs').addEventListener('keydown', event => {
    const names = Object.keys(TABS) as Tab[];
    const at = names.indexOf(tab);
    const next = {ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: -1}[event.key];
    if (next === undefined) return;
    event.preventDefault();
    choose(names.at(next % names.length) ?? tab);
    existing(`tab-${tab}`).focus();
  });
  picker.addEventListener('change', () => choose(tab));
  search.addEventListener('input', draw);
  // An editor changes its theme by the classes of the body, a browser by its own setting.
  new MutationObserver(draw).observe(document.body, {attributeFilter: ['class']});
  matchMedia('(prefers-color-scheme: dark)').addEventListener('change', draw);
  draw();
}

/** Which of the processes ran for longest: of a program that has others work, nothing is seen in the first. */
function busiest(processes: readonly ViewProcess[]): number {
  const busyUs = processes.map(({tree}) => tree.total.reduce((sum, us, index) => (tree.parent[index] === -1 ? sum + us : sum), 0));
  return Math.max(0, busyUs.indexOf(Math.max(...busyUs)));
}

/** Functions whose name or file contains the words; null when nothing is searched. */
function framesFound({frames}: ViewProcess, words: string): ReadonlySet<number> | null {
  const wanted = words.trim().toLowerCase();
  if (wanted === '') return null;
  return new Set(frames.flatMap(({name, file}, index) => (name.toLowerCase().includes(wanted) || file.toLowerCase().includes(wanted) ? [index] : [])));
}

function foundText({tree}: ViewProcess, found: ReadonlySet<number>): string {
  const self = tree.frame.reduce((sum, frame, index) => sum + (found.has(frame) ? (tree.self[index] ?? 0) : 0), 0);
  return found.size === 0 ? 'Nothing found' : `${found.size} found, ${time(self)} of their own`;
}
