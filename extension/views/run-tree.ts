import {EventEmitter, ThemeIcon, type TreeDataProvider, TreeItem, TreeItemCollapsibleState, type TreeView, window, workspace} from 'vscode';
import type {Runs} from '../runs/runs.ts';
import {overviewNodes, type RunNode, runNode} from './run-nodes.ts';

const {None, Collapsed} = TreeItemCollapsibleState;

/** The view of profiled runs: each with its stalls, hot lines, hot functions and processes. A click leads to the line. */
export class RunTree implements TreeDataProvider<RunNode> {
  readonly #runs: Runs;
  readonly #changed = new EventEmitter<RunNode | undefined>();
  readonly onDidChangeTreeData = this.#changed.event;
  readonly #listener;
  readonly #view: TreeView<RunNode>;

  constructor(runs: Runs) {
    this.#runs = runs;
    this.#listener = runs.onChanged(() => this.#changed.fire(undefined));
    this.#view = window.createTreeView('loopsight.runs', {treeDataProvider: this, showCollapseAll: true});
  }

  async getChildren(node?: RunNode): Promise<RunNode[]> {
    if (!node) {
      const now = new Date();
      return (await this.#runs.list()).map(run => runNode(run, {now, isShown: run.id === this.#runs.shown?.id}));
    }
    if (!node.run) return (node.children ?? []).map(child => ({...child, partOf: node.partOf}));
    const {id} = node.run;
    const result = await this.#runs.overview(id);
    return result.ok ? overviewNodes(result.overview, file => workspace.asRelativePath(file)).map(child => ({...child, partOf: id})) : [{label: result.reason, icon: 'warning'}];
  }

  getTreeItem({label, description, tooltip, icon, place, partOf, run, children}: RunNode): TreeItem {
    const item = new TreeItem(label, run?.state === 'ended' || (children && children.length > 0) ? Collapsed : None);
    if (description !== undefined) item.description = description;
    if (tooltip !== undefined) item.tooltip = tooltip;
    if (icon !== undefined) item.iconPath = new ThemeIcon(icon);
    if (run) {
      item.id = run.id;
      item.contextValue = `run.${run.state}`;
    }
    if (place) item.command = {command: 'loopsight.openMeasuredLine', title: 'Open Line', arguments: [{...place, runId: partOf}]};
    return item;
  }

  dispose(): void {
    this.#listener.dispose();
    this.#view.dispose();
    this.#changed.dispose();
  }
}
