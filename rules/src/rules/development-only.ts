import {isPlaceOf, lastName, outwards, placesOfKind, type Call, type Value} from '../facts/index.ts';

/** Whether a call is made only while the program is developed, as a condition around it or around its callback says: `if (isDev) …`. Nobody is served then but who develops it. */
export function isForDevelopment(call: Call): boolean {
  for (let at: Call | undefined = call; at; at = at.function.made?.argumentOf) {
    const place = placesOfKind(at.function, 'call').find(({step}) => step === at);
    if (!place) return false;
    for (const {place: outer, part} of outwards(place)) {
      if (isPlaceOf(outer, 'branch') && saysDevelopment(outer.step.test, part === 'then')) return true;
    }
  }
  return false;
}

/** Whether a test that holds, or does not, means that the program is being developed. */
function saysDevelopment(test: Value, holds: boolean, depth = 0): boolean {
  if (test.kind !== 'operation') return holds && IS_DEVELOPMENT.test(lastName(test));
  const [first, second] = test.operands;
  if (depth > MAX_DEPTH || !first) return false;
  switch (test.operator) {
    case 'not':
      return saysDevelopment(first, !holds, depth + 1);
    case 'and':
    case 'or':
      return (test.operator === 'and') === holds && test.operands.some(operand => saysDevelopment(operand, holds, depth + 1));
    case '==':
    case '!=':
      return lastName(first) === 'NODE_ENV' && second?.kind === 'literal' && second.value === ((test.operator === '==') === holds ? 'development' : 'production');
    default:
      return false;
  }
}

/** Deeper than any test that a person wrote. */
const MAX_DEPTH = 20;

/** `isDev`, `__DEV__`, `import.meta.env.DEV`. */
const IS_DEVELOPMENT = /^(?:__DEV__|DEV|isDev(?:elopment)?(?:Mode)?)$/;
