import type {Argument, Block, Call, FileFacts, FunctionFacts, Reference, Step, Use, Value} from '../../../rules/src/facts/index.ts';
import {pythonFrontEnd} from '../../../rules/src/python/front-end.ts';

/** The facts of a Python source. */
export function factsOf(text: string, path = '/project/app.py'): FileFacts {
  const source = {path, text};
  return pythonFrontEnd.facts(pythonFrontEnd.parse(source), source);
}

/** The function of that name, as `FunctionFacts.name` has it. */
export function functionNamed(facts: FileFacts, name: string): FunctionFacts {
  const found = facts.functions.find(fn => fn.name === name);
  if (!found) throw new Error(`No function ${name} among ${facts.functions.map(fn => fn.name).join(', ')}`);
  return found;
}

/** The steps of the function (the module, when none is named), one a line, blocks indented: what a reader compares. */
export function stepsOf(text: string, name = 'module'): string {
  return printBlock(functionNamed(factsOf(text), name).body, '').join('\n');
}

/** What every call of the file calls, and what becomes of it. */
export function callsOf(text: string): string {
  return factsOf(text).functions.flatMap(fn => fn.calls).map(call => `${printReference(call.callee)}: ${printUse(call.use)}${call.canAwait ? '' : ', cannot await'}`).join('\n');
}

export function printReference({root, path}: Reference): string {
  const start = {
    import: () => `import ${'module' in root ? root.module : ''}`,
    function: () => ('function' in root ? root.function.name : ''),
    class: () => ('class' in root ? root.class.name : ''),
    global: () => ('name' in root ? root.name : ''),
    self: () => `self of ${'class' in root ? root.class.name : ''}`,
    super: () => `super of ${'class' in root ? root.class.name : ''}`,
    parameter: () => (root.kind === 'parameter' ? `parameter ${root.function.parameters[root.index]?.binding.name ?? root.index}` : ''),
    unknown: () => '?',
  }[root.kind]();
  return [start, ...path].join(' ');
}

function printBlock(block: Block, indent: string): string[] {
  return block.flatMap(step => printStep(step, indent).map((line, index) => (index === 0 ? indent + line : line)));
}

function printStep(step: Step, indent: string): string[] {
  const inner = `${indent}  `;
  const otherwise = (block: Block) => (block.length > 0 ? [`${indent}else:`, ...printBlock(block, inner)] : []);
  switch (step.kind) {
    case 'call':
      return [`call ${printCall(step)} -> ${printUse(step.use)}`];
    case 'suspend':
      return [`suspend ${step.how} ${printOptional(step.value)}`];
    case 'bind':
      return [`${printValue(step.target)} = ${printValue(step.value)}`];
    case 'grow':
      return [`grow ${printValue(step.collection)} by ${printValue(step.element)}`];
    case 'branch':
      return [`if ${printValue(step.test)}${step.guard ? ` (${step.guard})` : ''}:`, ...printBlock(step.then, inner), ...otherwise(step.otherwise)];
    case 'loop': {
      const over = step.over ? ` ${step.targets.map(target => target.name).join(', ')} over ${printValue(step.over)}` : ` while ${printOptional(step.test)}`;
      return [`${step.isAsync ? 'async ' : ''}${step.form === 'while' ? 'loop' : step.form}${over}:`, ...printBlock(step.body, inner), ...otherwise(step.otherwise)];
    }
    case 'try':
      return [
        'try:', ...printBlock(step.body, inner),
        ...step.handlers.flatMap(handler => [
          `${indent}except${handler.isGroup ? '*' : ''} ${handler.types.map(printReference).join(', ')}${handler.name ? ` as ${handler.name.name}` : ''} (${handler.cancellation}):`,
          ...printBlock(handler.body, inner),
        ]),
        ...otherwise(step.otherwise), ...(step.finalizer ? [`${indent}finally:`, ...printBlock(step.finalizer, inner)] : []),
      ];
    case 'scope':
      return [`${step.isAsync ? 'async ' : ''}with ${printValue(step.resource)}${step.bound ? ` as ${step.bound.name}` : ''}:`, ...printBlock(step.body, inner)];
    case 'exit':
      return [step.value ? `${step.how} ${printValue(step.value)}` : step.how];
    case 'nested':
      return [`make ${step.function.name}`];
  }
}

function printCall(call: Call): string {
  return `${printReference(call.callee)}(${call.args.map(printArgument).join(', ')})`;
}

function printArgument({name, isSpread, value}: Argument): string {
  return `${isSpread ? '*' : ''}${name === null ? '' : `${name}=`}${printValue(value)}`;
}

function printUse(use: Use): string {
  switch (use.kind) {
    case 'bound':
      return `bound ${printValue(use.target)}`;
    case 'argument':
      return `argument ${use.name ?? use.index} of ${printReference(use.of.callee)}`;
    case 'entered':
    case 'iterated':
      return `${use.isAsync ? 'async ' : ''}${use.kind}`;
    case 'receiver':
      return `receiver of .${use.member}${use.by ? '()' : ''}`;
    default:
      return use.kind;
  }
}

function printOptional(value: Value | null): string {
  return value === null ? '-' : printValue(value);
}

export function printValue(value: Value): string {
  switch (value.kind) {
    case 'literal':
      return typeof value.value === 'string' ? JSON.stringify(value.value) : String(value.value);
    case 'collection':
      return `${value.form}[${value.elements.map(printArgument).join(', ')}]`;
    case 'name':
      return value.binding.name;
    case 'global':
      return `global ${value.name}`;
    case 'self':
      return 'self';
    case 'member':
      return `${printValue(value.object)}.${value.name}`;
    case 'element':
      return `${printValue(value.object)}[${printValue(value.index)}]`;
    case 'slice':
      return `${printValue(value.object)}[at most ${printOptional(value.width)}]`;
    case 'call':
      return `${printReference(value.call.callee)}()`;
    case 'awaited':
      return `await ${printValue(value.value)}`;
    case 'function':
      return `<${value.function.name}>`;
    case 'each':
      return `each(${printValue(value.over)}: ${value.mapper ? `by ${printValue(value.mapper)}` : printOptional(value.element)})`;
    case 'range':
      return `range(${printOptional(value.count)})`;
    case 'operation':
      return `(${value.operator} ${value.operands.map(printValue).join(', ')})`;
    case 'unknown':
      return value.reads.length > 0 ? `?{${value.reads.map(printValue).join(', ')}}` : '?';
  }
}
