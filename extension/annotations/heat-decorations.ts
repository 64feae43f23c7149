import {type DecorationOptions, OverviewRulerLane, Range, type TextEditor, type TextEditorDecorationType, ThemeColor, window} from 'vscode';
import type {LineAnnotation} from '../../server/protocol.ts';

/** From which heat a line is marked in the overview ruler, and as what. */
const WARM = 1;
const HOT = 4;

export const ALL_HEATS: ReadonlySet<number> = new Set([0, 1, 2, 3, 4, 5]);

/** Six kinds of decoration, one for each heat, shared by all lines and editors. The colours are contributed, so that themes and users may change them. */
export class HeatDecorations {
  readonly #types: readonly TextEditorDecorationType[] = [...ALL_HEATS].map(heat =>
    window.createTextEditorDecorationType({
      isWholeLine: true,
      ...(heat >= WARM && {
        backgroundColor: new ThemeColor(`loopsight.heat${heat}Background`),
        overviewRulerColor: new ThemeColor(heat >= HOT ? 'loopsight.hotRulerForeground' : 'loopsight.warmRulerForeground'),
        overviewRulerLane: OverviewRulerLane.Right,
      }),
    }),
  );

  /** Draws the annotations of these heats anew, and leaves the others as they are. */
  draw(editor: TextEditor, annotations: readonly LineAnnotation[], heats: ReadonlySet<number>): void {
    const last = editor.document.lineCount - 1;
    this.#types.forEach((type, heat) => {
      if (heats.has(heat)) editor.setDecorations(type, annotations.filter(each => each.heat === heat && each.line <= last).map(each => decoration(each, editor)));
    });
  }

  dispose(): void {
    this.#types.forEach(type => type.dispose());
  }
}

/** Drawn at the end of the line, where typing inside of the line does not reach. */
function decoration({line, text, kind}: LineAnnotation, {document}: TextEditor): DecorationOptions {
  const end = document.lineAt(line).range.end;
  return {
    range: new Range(end, end),
    renderOptions: {after: {contentText: text, margin: '0 0 0 3ch', color: new ThemeColor(`loopsight.${kind}Foreground`), ...(kind === 'edited' && {fontStyle: 'italic'})}},
  };
}
