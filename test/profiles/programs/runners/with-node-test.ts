import {test} from 'node:test';
import {work} from './hot.ts';

type Body = () => void;

const body: Body = () => work();
test('work', body);
