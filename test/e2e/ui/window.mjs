import {mkdir} from 'node:fs/promises';
import {join} from 'node:path';
import {here} from '../setup.mjs';

const PATIENCE_MS = 30_000;
const folder = join(here, 'screenshots');

/** One browser window with the workbench in it, in the words of its user. Nothing sleeps: every wait is for something that shows. */
export class Window {
  constructor(page) {
    this.page = page;
    page.setDefaultTimeout(PATIENCE_MS);
  }

  static async open(browser, url, {size = {width: 1440, height: 900}} = {}) {
    const context = await browser.newContext({viewport: size});
    const window = new Window(await context.newPage());
    await window.page.goto(url);
    await window.page.locator('.monaco-workbench').waitFor();
    return window;
  }

  close() {
    return this.page.context().close();
  }

  async screenshot(name) {
    await mkdir(folder, {recursive: true});
    await this.page.screenshot({path: join(folder, `${name}.png`)});
  }

  squiggles() {
    return this.page.locator('.monaco-editor .squiggly-warning');
  }

  /** Of whatever severity; what a problem has cost may have made it an error. */
  anySquiggle() {
    return this.page.locator('.monaco-editor .squiggly-warning, .monaco-editor .squiggly-error');
  }

  /** The line of the visible editor that has this text. */
  line(text) {
    return this.page.locator('.monaco-editor .view-line', {hasText: text}).first();
  }

  /** The text above a function. */
  lens(text) {
    return this.page.locator('.monaco-editor .codelens-decoration', {hasText: text}).first();
  }

  /** Waits for texts that decorations have put behind lines; each with its line, without indentation. */
  async textsAtLineEnds(pattern) {
    const found = await this.page.waitForFunction(drawnTexts, pattern.source);
    return found.jsonValue();
  }

  async noTextsAtLineEnds(pattern) {
    await this.page.waitForFunction(({texts, source}) => !new Function(`return (${texts})(${JSON.stringify(source)})`)(), {texts: String(drawnTexts), source: pattern.source});
  }

  /** Moves the cursor; line and column from 1. The light bulb is looked for only when the cursor moves. */
  async goTo(line, column) {
    await this.#answer('Control+g', `:${line}:${column}`);
  }

  /** Opens a file of the workspace beside the editor that is open. */
  async openBeside(name) {
    const input = await this.#ask('Control+p', name);
    await this.page.locator('.quick-input-widget .monaco-list-row', {hasText: name}).first().waitFor();
    await input.press('Control+Enter');
    await this.page.locator('.tab.active', {hasText: name}).waitFor();
    // The list stays open for further files.
    await this.page.keyboard.press('Escape');
    await input.waitFor({state: 'hidden'});
  }

  /** Puts the cursor at the end of a line of the file, in whichever group it is open. */
  async clickEndOf(text, file) {
    const group = this.page.locator('.editor-group-container', {has: this.page.locator('.tab', {hasText: file})});
    await group.locator('.view-line', {hasText: text}).first().click();
    await this.page.keyboard.press('End');
  }

  /** Opens the light bulb's menu and returns its rows. */
  async openLightBulb() {
    await this.page.locator('.monaco-editor .lightBulbWidget, .monaco-editor [class*="gutter-lightbulb"]').filter({visible: true}).first().click();
    const rows = this.page.locator('.action-widget .monaco-list-row');
    await rows.first().waitFor();
    return rows;
  }

  async openProblems() {
    await this.runCommand('Problems: Focus on Problems View');
    const rows = this.page.locator('.markers-panel .monaco-list-row');
    await rows.first().waitFor();
    return rows;
  }

  /** Unfolds a step of the open walkthrough, and returns it. */
  async walkthroughStep(title) {
    const step = this.page.locator('.getting-started-step', {hasText: title}).first();
    await step.click();
    await this.page.locator('.getting-started-step.expanded', {hasText: title}).waitFor();
    return step;
  }

  statusItem(text) {
    return this.page.locator('.statusbar-item', {hasText: text});
  }

  /** Takes the first row of the list that a command has opened. */
  async chooseFirst() {
    await this.page.locator('.quick-input-widget .monaco-list-row').first().waitFor();
    await this.page.keyboard.press('Enter');
  }

  /** The document of the webview that has this element. It lies in a frame within a frame. */
  async webview(selector) {
    for (const deadline = Date.now() + PATIENCE_MS; ; await this.page.waitForTimeout(100)) {
      for (const frame of this.page.frames()) {
        if (frame !== this.page.mainFrame() && (await frame.locator(selector).count().catch(() => 0)) > 0) return frame;
      }
      if (Date.now() > deadline) throw new Error(`No webview shows ${selector}.`);
    }
  }

  /** Waits for a server that a program in the window's terminal has started. */
  async answers(address) {
    for (const deadline = Date.now() + PATIENCE_MS; ; await this.page.waitForTimeout(100)) {
      const isUp = await fetch(address).then(({ok}) => ok, () => false);
      if (isUp) return;
      if (Date.now() > deadline) throw new Error(`Nothing answers at ${address}.`);
    }
  }

  toast(text) {
    return this.page.locator('.notifications-toasts .notification-list-item', {hasText: text});
  }

  /** Types a command's name into the palette. Repeated where something that took the focus late has closed it again. */
  async runCommand(title) {
    for (let attempt = 1; ; attempt++) {
      try {
        const row = (await this.palette(title)).filter({hasText: title}).first();
        await row.click({timeout: 5000});
        return;
      } catch (error) {
        if (attempt === 5) throw error;
        await this.page.keyboard.press('Escape');
      }
    }
  }

  /** Opens the palette with this text in it, and returns its rows. */
  async palette(text) {
    await this.#ask('F1', `>${text}`);
    const rows = this.page.locator('.quick-input-widget .monaco-list-row');
    await rows.first().waitFor({timeout: 5000});
    return rows;
  }

  async #answer(key, text) {
    const input = await this.#ask(key, text);
    await input.press('Enter');
    await input.waitFor({state: 'hidden'});
  }

  async #ask(key, text) {
    const input = this.page.locator('.quick-input-widget input[type="text"]');
    await this.page.keyboard.press(key);
    await input.waitFor({state: 'visible', timeout: 5000});
    await input.fill(text);
    return input;
  }
}

/** Runs in the page: what pseudo-elements of the visible lines say; null where none matches, for a wait that goes on. */
function drawnTexts(source) {
  const texts = [...document.querySelectorAll('.monaco-editor .view-line')].flatMap(line =>
    [...line.querySelectorAll('span')].flatMap(span => {
      const content = getComputedStyle(span, '::after').content;
      const text = content.startsWith('"') ? JSON.parse(content) : '';
      return new RegExp(source).test(text) ? [{line: line.textContent.replaceAll('\u00a0', ' ').trim(), text}] : [];
    }),
  );
  return texts.length > 0 ? texts : null;
}
