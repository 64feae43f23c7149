import {pathOfUrl} from '../file-paths.ts';
import {ProtobufMessage} from './protobuf.ts';
import type {SampledThread} from './sampled-threads.ts';
import {frameName, pathTo, selfTimes} from './stack-weights.ts';

/** Field numbers of https://github.com/google/pprof/blob/main/proto/profile.proto. */
const PROFILE = {sampleType: 1, sample: 2, location: 4, function: 5, strings: 6, durationNanos: 10} as const;
const VALUE_TYPE = {type: 1, unit: 2} as const;
const SAMPLE = {locationIds: 1, values: 2} as const;
const LOCATION = {id: 1, line: 4} as const;
const LINE = {functionId: 1, line: 2} as const;
const FUNCTION = {id: 1, name: 2, systemName: 3, filename: 4, startLine: 5} as const;

/** pprof's format, not compressed: nanoseconds by stack; the innermost frame is split over the lines at which it was seen. */
export function writePprof(threads: readonly SampledThread[]): Uint8Array {
  const strings = new Numbering<string>();
  strings.of('', '');
  const functions = new Numbering<ProtobufMessage>();
  const locations = new Numbering<ProtobufMessage>();
  const profile = new ProtobufMessage();
  const type = new ProtobufMessage().number(VALUE_TYPE.type, text('time')).number(VALUE_TYPE.unit, text('nanoseconds'));
  profile.message(PROFILE.sampleType, type);
  let longestUs = 0;
  for (const {profile: {nodes, ...rest}} of threads) {
    const locationOf = (index: number, line?: number): number => {
      const node = nodes[index];
      if (!node) return 0;
      const file = pathOfUrl(node.url) ?? '';
      const key = `${node.line}:${node.column}\n${node.functionName}\n${file}`;
      const at = line ?? node.at ?? node.line;
      const functionId = functions.of(key, id =>
        new ProtobufMessage().number(FUNCTION.id, id + 1).number(FUNCTION.name, text(frameName(node))).number(FUNCTION.systemName, text(frameName(node))).number(FUNCTION.filename, text(file)).number(FUNCTION.startLine, Math.max(0, node.line)),
      ) + 1;
      return locations.of(`${at}\n${key}`, id => new ProtobufMessage().number(LOCATION.id, id + 1).message(LOCATION.line, new ProtobufMessage().number(LINE.functionId, functionId).number(LINE.line, Math.max(0, at)))) + 1;
    };
    selfTimes({nodes, ...rest}).forEach((us, index) => {
      if (us <= 0) return;
      const callers = pathTo(nodes, index).slice(0, -1).reverse().map(each => locationOf(each));
      const ticks = nodes[index]?.ticks ?? [];
      const all = ticks.reduce((sum, each) => sum + each.ticks, 0);
      for (const {line, share} of all > 0 ? ticks.map(each => ({line: each.line, share: each.ticks / all})) : [{line: undefined, share: 1}]) {
        profile.message(PROFILE.sample, new ProtobufMessage().numbers(SAMPLE.locationIds, [locationOf(index, line), ...callers]).numbers(SAMPLE.values, [us * share * 1000]));
      }
    });
    longestUs = Math.max(longestUs, (rest.times.at(-1) ?? rest.startTime) - rest.startTime);
  }
  for (const location of locations.values()) profile.message(PROFILE.location, location);
  for (const each of functions.values()) profile.message(PROFILE.function, each);
  profile.number(PROFILE.durationNanos, longestUs * 1000);
  for (const each of strings.values()) profile.text(PROFILE.strings, each);
  return profile.finish();

  function text(value: string): number {
    return strings.of(value, value);
  }
}

/** Numbers things from 0 in the order in which they come. */
class Numbering<Value extends string | object> {
  readonly #values: Value[] = [];
  readonly #numbers = new Map<string, number>();

  of(key: string, value: Value | ((number: number) => Value)): number {
    let number = this.#numbers.get(key);
    if (number === undefined) {
      number = this.#values.length;
      this.#numbers.set(key, number);
      this.#values.push(typeof value === 'function' ? (value as (number: number) => Value)(number) : value);
    }
    return number;
  }

  values(): readonly Value[] {
    return this.#values;
  }
}
