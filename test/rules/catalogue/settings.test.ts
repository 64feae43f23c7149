import {describe, expect, test} from 'vitest';
import {createCatalogue} from '../../../rules/src/catalogue/index.ts';
import {readCatalogueSettings} from '../../../rules/src/catalogue/settings.ts';

describe('settings that a user has written', () => {
  test('are taken as they are where nothing is wrong', () => {
    const sent = {blocking: {'legacy_db.*': 'the async client', 'node:fs.readFileSync': ''}, allow: ['requests.Session().get'], offLoop: ['./pool.js.inPool'], onLoop: ['bus.Bus.on'], limiters: ['@acme/net.throttled']};
    expect(readCatalogueSettings(sent)).toEqual({settings: sent, mistakes: []});
    expect(readCatalogueSettings(undefined)).toEqual({settings: {blocking: {}, allow: [], offLoop: [], onLoop: [], limiters: []}, mistakes: []});
  });

  test.each<[string, unknown, string]>([
    ['a blank', {allow: ['time sleep', 'time.sleep']}, '"time sleep" in `allow[0]` has a blank in it: names are written without, such as "time.sleep".'],
    ['a number for a name', {allow: [5, 'time.sleep']}, '5 in `allow[0]` is no name: a name is a text, such as "time.sleep" or "legacy_db.*".'],
    ['nothing', {allow: ['', 'time.sleep']}, '"" in `allow[0]` is empty.'],
    ['everything', {allow: ['**', 'time.sleep']}, '"**" in `allow[0]` means every call there is: name a module at least, such as "legacy_db.*".'],
    ['a regular expression', {allow: ['^time', 'time.sleep']}, '"^time" in `allow[0]` has the sign `^`: names are words with dots between them, and `*` stands for anything.'],
    ['a lonely dot', {allow: ['time..sleep', 'time.sleep']}, '"time..sleep" in `allow[0]` has a dot with no word beside it.'],
    ['a replacement that is no text', {blocking: {'a.b': true}, allow: ['time.sleep']}, 'What to use instead of `a.b` in `blocking` must be a text, not true.'],
    ['a list for an object', {blocking: ['a.b'], allow: ['time.sleep']}, '`blocking` must be an object of names and what to use instead, not ["a.b"].'],
    ['a text for a list', {limiters: 'a.b', allow: ['time.sleep']}, '`limiters` must be a list of names, not "a.b".'],
    ['an unknown setting', {apis: {}, allow: ['time.sleep']}, 'There is no setting `apis` of the catalogue; there are blocking, allow, offLoop, onLoop, limiters.'],
  ])('%s is named, and the rest holds', (_, sent, mistake) => {
    const {settings, mistakes} = readCatalogueSettings(sent);
    expect(mistakes).toEqual([mistake]);
    expect(settings).toEqual({blocking: {}, allow: ['time.sleep'], offLoop: [], onLoop: [], limiters: []});
  });

  test.each([[5], ['all'], [[]], [true]])('%j is no settings at all', sent => {
    expect(readCatalogueSettings(sent).mistakes).toHaveLength(1);
    expect(createCatalogue(readCatalogueSettings(sent).settings).blocking('time.sleep')).toBeDefined();
  });

  test('are called by the names that the host gives them', () => {
    const spoken = {blocking: 'loopsight.blockingApis', allow: 'loopsight.allow', offLoop: 'loopsight.offLoop', onLoop: 'loopsight.onLoop', limiters: 'loopsight.limiters'};
    expect(readCatalogueSettings({blocking: {'a b': ''}}, spoken).mistakes).toEqual(['"a b" in `loopsight.blockingApis` has a blank in it: names are written without, such as "time.sleep".']);
  });
});
