import type {Knowledge} from '../knowledge.ts';
import {acquirers} from './acquirers.ts';
import {asyncIo} from './async-io.ts';
import {combinators, limiters} from './fan-out.ts';
import {functionTakers} from './function-takers.ts';
import {standardLibrary} from './standard-library.ts';

export const python: Knowledge = {
  blocking: [...standardLibrary],
  harmless: [],
  functionTakers,
  combinators,
  limiters,
  acquirers,
  asyncIo,
};
