import {expect, test} from 'vitest';
import {appearanceOf} from '../../extension/views/status-appearance.ts';

test('indexing shows files done, of all', () => {
  const {text, explanation} = appearanceOf({state: 'indexing', done: 412, left: 1088});
  expect(text).toBe('$(loading~spin) Loopsight 412/1,500');
  expect(explanation).toBe('Indexing: 412 files done, 1,088 left.');
});

test('a failure says why, and looks like one', () => {
  expect(appearanceOf({state: 'failed', message: 'No Node.'})).toEqual({text: '$(error) Loopsight', explanation: 'No Node.', isFailure: true});
});

test('a server that is ready takes little room', () => {
  expect(appearanceOf({state: 'ready'})).toMatchObject({text: '$(pulse) Loopsight', isFailure: false});
});

test('a file that shows nothing whatever it contains says why', () => {
  const {text, explanation, isFailure} = appearanceOf({state: 'ready'}, 'Silent in this file: most of it is minified.');
  expect({text, explanation, isFailure}).toEqual({text: '$(circle-slash) Loopsight', explanation: 'Silent in this file: most of it is minified.', isFailure: false});
});
