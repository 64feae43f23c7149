import type {Rule} from '../define-rule.ts';
import {noBlockingCall} from './no-blocking-call/index.ts';
import {noTransitiveBlockingCall} from './no-transitive-blocking-call/index.ts';

/** Every rule, in alphabetical order. */
export const rules: readonly Rule[] = [noBlockingCall, noTransitiveBlockingCall];
