import type {Argument, Block, Call, FileFacts, FunctionFacts, Handler, Reference, Step, Use, Value} from '../../../rules/src/facts/index.ts';

/** Facts as text that people can read and parsers can be compared by: one line a step, indented as the blocks are. */
export function dump(facts: FileFacts): string {
  const lines: string[] = [];
  for (const fn of facts.functions) lines.push(...functionLines(fn));
  for (const one of facts.classes) {
    lines.push(`class ${one.name}${one.isExported ? ' (exported)' : ''}${one.bases.map((base) => ` extends ${referenceText(base)}`).join('')}`);
    for (const [name, references] of one.fields) lines.push(`  ${name}: ${references.map(referenceText).join(' | ')}`);
  }
  for (const {module, isTypeOnly, isDeferred} of facts.imports) lines.push(`import ${module}${isTypeOnly ? ' (type)' : ''}${isDeferred ? ' (deferred)' : ''}`);
  for (const [name, reference] of facts.exports) lines.push(`export ${name} = ${referenceText(reference)}`);
  for (const module of facts.reexports) lines.push(`export * from ${module}`);
  for (const {message} of facts.syntaxErrors) lines.push(`error ${message}`);
  return lines.join('\n');
}

function functionLines(fn: FunctionFacts): string[] {
  const marks = [fn.isStatic && 'static', fn.isAsync && 'async', fn.isGenerator && 'generator'].filter(Boolean);
  const parameters = fn.parameters.map(({binding, isRest, hasDefault}) => `${isRest ? '...' : ''}${binding.name}${hasDefault ? '?' : ''}${binding.annotation ? `: ${referenceText(binding.annotation)}` : ''}`);
  const made = fn.made ? ` made for ${referenceText(fn.made.argumentOf.callee)}#${fn.made.index}${fn.made.name ? `.${fn.made.name}` : ''}` : '';
  const returns = fn.returns ? ` → ${referenceText(fn.returns)}` : '';
  const decorators = fn.decorators.map((one) => `@${referenceText(one.reference)}`).join(' ');
  const head = fn.kind === 'module' ? 'module' : [decorators, ...marks, fn.kind, `${fn.name}(${parameters.join(', ')})${returns}${made}`].filter(Boolean).join(' ');
  return [head, ...blockLines(fn.body, '  ')];
}

export function blockLines(block: Block, indent: string): string[] {
  return block.flatMap((step) => stepLines(step).map((line) => indent + line));
}

function stepLines(step: Step): string[] {
  switch (step.kind) {
    case 'call':
      return [`call ${step.isNew ? 'new ' : ''}${referenceText(step.callee)}${step.isOptional ? '?' : ''}(${step.args.map(argumentText).join(', ')}) ${useText(step.use)}${step.canAwait ? '' : ' !await'}`];
    case 'suspend':
      return [`${step.how} ${step.value ? valueText(step.value) : ''}`.trimEnd()];
    case 'bind':
      return [`bind ${valueText(step.target)} = ${valueText(step.value)}`];
    case 'grow':
      return [`grow ${valueText(step.collection)} by ${valueText(step.element)}`];
    case 'branch':
      return [`if ${valueText(step.test)}${step.guard ? ` [${step.guard}]` : ''}`, ...blockLines(step.then, '  '), ...(step.otherwise.length > 0 ? ['else', ...blockLines(step.otherwise, '  ')] : [])];
    case 'loop':
      return [`${step.isAsync ? 'async ' : ''}${step.form} ${step.targets.map(({name}) => name).join(', ')}${step.over ? ` of ${valueText(step.over)}` : ''}${step.test ? valueText(step.test) : ''}`, ...blockLines(step.body, '  ')];
    case 'try':
      return ['try', ...blockLines(step.body, '  '), ...step.handlers.flatMap(handlerLines), ...(step.finalizer ? ['finally', ...blockLines(step.finalizer, '  ')] : [])];
    case 'scope':
      return [`${step.isAsync ? 'async ' : ''}scope ${step.bound?.name ?? '_'} = ${valueText(step.resource)}`, ...blockLines(step.body, '  ')];
    case 'exit':
      return [`${step.how}${step.label ? ` ${step.label}` : ''}${step.value ? ` ${valueText(step.value)}` : ''}`];
    case 'nested':
      return [`nested ${step.function.name || '(anonymous)'}`];
  }
}

function handlerLines(handler: Handler): string[] {
  return [`catch ${handler.name?.name ?? '_'} ${handler.cancellation}`, ...blockLines(handler.body, '  ')];
}

function useText(use: Use): string {
  switch (use.kind) {
    case 'bound':
      return `bound ${valueText(use.target)}`;
    case 'argument':
      return `argument ${use.index}${use.name ? `.${use.name}` : ''} of ${referenceText(use.of.callee)}`;
    case 'receiver':
      return `receiver .${use.member}${use.by ? '()' : ''}`;
    case 'entered':
    case 'iterated':
      return `${use.isAsync ? 'async ' : ''}${use.kind}`;
    default:
      return use.kind;
  }
}

export function referenceText({root, path}: Reference): string {
  return [rootText(root), ...path].join(' ');
}

function rootText(root: Reference['root']): string {
  switch (root.kind) {
    case 'import':
      return `import ${root.module}`;
    case 'function':
      return `function ${root.function.name}`;
    case 'class':
    case 'self':
    case 'super':
      return `${root.kind} ${root.class.name}`;
    case 'global':
      return `global ${root.name}`;
    case 'parameter':
      return `parameter ${root.function.name}#${root.index}`;
    case 'unknown':
      return 'unknown';
  }
}

export function valueText(value: Value): string {
  switch (value.kind) {
    case 'literal':
      return typeof value.value === 'string' ? JSON.stringify(value.value) : String(value.value);
    case 'collection':
      return `${value.form}[${value.elements.map(argumentText).join(', ')}]`;
    case 'name':
      return value.binding.name;
    case 'global':
      return `global ${value.name}`;
    case 'self':
      return 'this';
    case 'member':
      return `${valueText(value.object)}.${value.name}`;
    case 'element':
      return `${valueText(value.object)}[${valueText(value.index)}]`;
    case 'slice':
      return `slice(${valueText(value.object)}, ${value.width ? valueText(value.width) : '∞'})`;
    case 'call':
      return `${callText(value.call)}`;
    case 'awaited':
      return `await ${valueText(value.value)}`;
    case 'function':
      return `function ${value.function.name || '(anonymous)'}`;
    case 'each':
      return `each(${valueText(value.over)}, ${value.mapper ? valueText(value.mapper) : '_'})`;
    case 'range':
      return `range(${value.count ? valueText(value.count) : '?'})`;
    case 'operation':
      return `(${value.operator} ${value.operands.map(valueText).join(' ')})`;
    case 'unknown':
      return value.reads.length > 0 ? `?(${value.reads.map(valueText).join(', ')})` : '?';
  }
}

function callText(call: Call): string {
  return `‹${referenceText(call.callee)}›`;
}

function argumentText({name, isSpread, value}: Argument): string {
  return `${isSpread ? '...' : ''}${name === null ? '' : `${name}: `}${valueText(value)}`;
}
