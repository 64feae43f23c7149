import type {FrontEnd, Language} from '../facts/index.ts';
import {createJavascriptFrontEnd} from '../javascript/create-front-end.ts';
import {parseAgainWithOxc, parseWithOxc} from '../javascript/oxc.ts';
import {pythonFrontEnd} from '../python/front-end.ts';
import {loadOxc} from './oxc.ts';

const oxc = loadOxc();

/** Both languages, with the parsers of this machine. */
export const frontEnds: Readonly<Record<Language, FrontEnd<object>>> = {
  javascript: createJavascriptFrontEnd(parseWithOxc(oxc), parseAgainWithOxc(oxc)) as FrontEnd<object>,
  python: pythonFrontEnd as FrontEnd<object>,
};
