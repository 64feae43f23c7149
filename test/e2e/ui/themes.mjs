/** The four kinds of theme that the editor knows, by the class that its workbench has then. */
const THEMES = [
  {name: 'dark', label: 'Dark Modern', workbench: 'vs-dark'},
  {name: 'light', label: 'Light Modern', workbench: 'vs'},
  {name: 'high-contrast-dark', label: 'Dark High Contrast', workbench: 'hc-black'},
  {name: 'high-contrast-light', label: 'Light High Contrast', workbench: 'hc-light'},
];

/** Does the same in each kind of theme, and leaves the first one. */
export async function inEachTheme(window, look) {
  try {
    for (const theme of THEMES) {
      await choose(window, theme);
      await look(theme.name);
    }
  } finally {
    await choose(window, THEMES[0]);
  }
}

async function choose(window, {label, workbench}) {
  await window.runCommand('Preferences: Color Theme');
  const input = window.page.locator('.quick-input-widget input[type="text"]');
  await input.fill(label);
  await window.page.locator('.quick-input-widget .monaco-list-row.focused', {hasText: label}).waitFor();
  await input.press('Enter');
  await input.waitFor({state: 'hidden'});
  await window.page.locator(`.monaco-workbench.${workbench}`).waitFor();
}

/** Texts of a page, or of one of its frames, that do not stand out enough from what is behind them to be read: each with its contrast. A letter of usual size needs 4.5. */
export function faintTexts(frame) {
  return frame.evaluate(() => {
    const colourOf = text => {
      const [red, green, blue, alpha = 1] = text.match(/[\d.]+/g).map(Number);
      return {red, green, blue, alpha};
    };
    const over = (top, below) => {
      const mixed = part => top[part] * top.alpha + below[part] * (1 - top.alpha);
      return {red: mixed('red'), green: mixed('green'), blue: mixed('blue'), alpha: 1};
    };
    const behind = element => (element ? over(colourOf(getComputedStyle(element).backgroundColor), behind(element.parentElement)) : {red: 255, green: 255, blue: 255, alpha: 1});
    const luminance = ({red, green, blue}) => {
      const linear = part => (part / 255 <= 0.04045 ? part / 255 / 12.92 : ((part / 255 + 0.055) / 1.055) ** 2.4);
      return 0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue);
    };
    const contrast = (a, b) => {
      const [light, dark] = [luminance(a), luminance(b)].sort((x, y) => y - x);
      return (light + 0.05) / (dark + 0.05);
    };
    const opacity = element => (element ? Number(getComputedStyle(element).opacity) * opacity(element.parentElement) : 1);
    return [...document.body.querySelectorAll('*')].flatMap(element => {
      const text = [...element.childNodes].filter(({nodeType}) => nodeType === document.TEXT_NODE).map(({textContent}) => textContent.trim()).join('');
      if (text === '' || element.closest('script, style') || element.getClientRects().length === 0) return [];
      const background = behind(element);
      const colour = colourOf(getComputedStyle(element).color);
      const ratio = contrast(over({...colour, alpha: colour.alpha * opacity(element)}, background), background);
      return ratio < 4.5 ? [`${ratio.toFixed(1)} ${element.tagName} ${text.slice(0, 40)}`] : [];
    });
  });
}
