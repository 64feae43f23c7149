import {test} from 'vitest';
import {work} from './hot.ts';

type Body = () => void;

const body: Body = () => work();
test('work', body);
