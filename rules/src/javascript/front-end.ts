import {parseSync} from 'oxc-parser';
import {createJavascriptFrontEnd} from './create-front-end.ts';
import {parseWithOxc} from './oxc.ts';

/** The front end over the oxc that is installed. A host with another parser, or another build of oxc, calls `createJavascriptFrontEnd`. */
export const javascriptFrontEnd = createJavascriptFrontEnd(parseWithOxc(parseSync));
