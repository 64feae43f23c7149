import {mentions, originsOf, type Call, type Value} from '../../facts/index.ts';
import {calleeName} from '../../facts/value-parts.ts';

/** Whether the first argument comes from outside of the program, so that nobody here decides how large it is. */
export function isGivenInput({args: [first], function: fn}: Call): boolean {
  if (!first || first.isSpread) return false;
  const value = first.value;
  return originsOf(value).some(origin => mentions(origin, part => isInput(part))) || (value.kind === 'name' && value.binding.kind === 'parameter' && value.binding.owner === fn && INPUT.test(value.binding.name));
}

function isInput(part: Value): boolean {
  switch (part.kind) {
    case 'awaited':
      return part.value.kind === 'call' && (READS.test(calleeName(part.value.call)) || ANSWERS.test(calleeName(part.value.call)));
    case 'call':
      return READS.test(calleeName(part.call));
    case 'member':
      return INPUT.test(part.name);
    default:
      return false;
  }
}

const READS = /^(read|readall|read_text|read_bytes|readFile|readFileSync|get_data|getvalue|download\w*)$/;

/** Of the same names others are that give what is in hand, where they are not awaited. */
const ANSWERS = /^(text|json|body|bytes|arrayBuffer|buffer|blob)$/;

const INPUT = /^_?(raw_?)?(request_?|response_?)?(body|text|content|raw|buffer|html|xml|document|file_?data|file_?content)$/i;
