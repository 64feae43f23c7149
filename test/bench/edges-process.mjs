import {readdirSync} from 'node:fs';
import {join, resolve} from 'node:path';
import typescript from 'typescript';
import {inPackages} from './edit-sources.mjs';

/**
 * Compares the calls that the index resolves in the sources of a package with what TypeScript's checker says of them, by the shape of
 * the call; prints the sums. `--missed SHAPE` lists what the index does not know instead.
 */
const [, , folder, , listed] = process.argv;
const {resolvedCalls} = await import('./.cache/engine.mjs');
const root = inPackages(folder);
const paths = readdirSync(root, {recursive: true})
  .filter(path => /\.ts$/.test(path) && !/\.d\.ts$|node_modules/.test(path))
  .map(path => join(root, path))
  .sort();
const ours = new Map(resolvedCalls(paths).map(({path, end, target}) => [`${path}:${end}`, target]));
const shapes = {};
let right = 0;
let other = 0;
for (const {key, shape, node, target} of checkedCalls()) {
  const found = ours.get(key);
  const sums = (shapes[shape] ??= {all: 0, found: 0});
  sums.all++;
  if (!found) {
    if (listed === shape || listed === 'all') console.log(`${key} ${shape} ${node.getText().replaceAll(/\s+/g, ' ').slice(0, 100)}`);
  } else if (found.path === target.path && found.end === target.end) {
    sums.found++;
    right++;
  } else {
    other++;
    if (listed === 'other') console.log(`${key} ${node.getText().replaceAll(/\s+/g, ' ').slice(0, 80)}: ${JSON.stringify(found)} and not ${JSON.stringify(target)}`);
  }
}
console.log(JSON.stringify({files: paths.length, shapes, right, other}));

/** Every call in the sources whose target is a function with a body in them. */
function* checkedCalls() {
  const program = typescript.createProgram(paths, {
    strict: true, noEmit: true, skipLibCheck: true, allowImportingTsExtensions: true, types: ['node'], typeRoots: [inPackages('@types')],
    target: typescript.ScriptTarget.ESNext, module: typescript.ModuleKind.ESNext, moduleResolution: typescript.ModuleResolutionKind.Bundler,
  });
  const checker = program.getTypeChecker();
  const own = new Set(paths);
  for (const file of program.getSourceFiles()) {
    const path = resolve(file.fileName);
    if (!own.has(path)) continue;
    const pending = [file];
    for (let node = pending.pop(); node; node = pending.pop()) {
      typescript.forEachChild(node, child => void pending.push(child));
      if (!typescript.isCallExpression(node) && !typescript.isNewExpression(node)) continue;
      const called = targetOf(checker, node);
      const targetPath = called && resolve(called.getSourceFile().fileName);
      if (!called || !own.has(targetPath)) continue;
      yield {key: `${path}:${node.getEnd()}`, shape: shapeOf(node), node, target: {path: targetPath, start: called.getStart(), end: called.getEnd()}};
    }
  }
}

function targetOf(checker, call) {
  const {expression} = call;
  if (typescript.isNewExpression(call) || expression.kind === typescript.SyntaxKind.SuperKeyword) {
    const constructor = checker.getResolvedSignature(call)?.declaration;
    if (!constructor || !typescript.isConstructorDeclaration(constructor)) return null;
    return implicitConstructor(checker, expression) ?? implementationOf(constructor);
  }
  const named = typescript.isPropertyAccessExpression(expression) ? expression.name : expression;
  const symbol = checker.getSymbolAtLocation(named);
  const declared = symbol && symbol.flags & typescript.SymbolFlags.Alias ? checker.getAliasedSymbol(symbol) : symbol;
  for (const declaration of declared?.declarations ?? []) {
    const body = bodyOf(declaration);
    if (body) return body;
  }
  return null;
}

/** A class that only initialises fields has a constructor all the same, which does that after it has called the base's: the place of the fields. */
function implicitConstructor(checker, called) {
  const symbol = checker.getSymbolAtLocation(called);
  const declared = symbol && symbol.flags & typescript.SymbolFlags.Alias ? checker.getAliasedSymbol(symbol) : symbol;
  const members = declared?.declarations?.find(typescript.isClassDeclaration)?.members ?? [];
  const fields = members.filter(member => typescript.isPropertyDeclaration(member) && member.initializer && !isStatic(member));
  return fields.length === 0 || members.some(typescript.isConstructorDeclaration) ? null : fields.at(-1);
}

function isStatic(member) {
  return (typescript.getCombinedModifierFlags(member) & typescript.ModifierFlags.Static) !== 0;
}

/** Of the overloads of a constructor the one that has a body. */
function implementationOf(constructor) {
  return constructor.parent.members.find(member => typescript.isConstructorDeclaration(member) && member.body) ?? null;
}

function bodyOf(declaration) {
  if ((typescript.isFunctionDeclaration(declaration) || typescript.isMethodDeclaration(declaration)) && declaration.body) return declaration;
  if (!typescript.isVariableDeclaration(declaration) && !typescript.isPropertyDeclaration(declaration) && !typescript.isPropertyAssignment(declaration)) return null;
  let value = declaration.initializer;
  while (value && (typescript.isParenthesizedExpression(value) || typescript.isAsExpression(value) || typescript.isSatisfiesExpression(value))) value = value.expression;
  return value && (typescript.isArrowFunction(value) || typescript.isFunctionExpression(value)) ? value : null;
}

function shapeOf({kind, expression}) {
  if (kind === typescript.SyntaxKind.NewExpression) return 'new C()';
  if (expression.kind === typescript.SyntaxKind.SuperKeyword) return 'super()';
  if (typescript.isIdentifier(expression)) return 'f()';
  if (!typescript.isPropertyAccessExpression(expression)) return 'other';
  const object = expression.expression;
  if (object.kind === typescript.SyntaxKind.ThisKeyword) return 'this.m()';
  if (object.kind === typescript.SyntaxKind.SuperKeyword) return 'super.m()';
  if (typescript.isPropertyAccessExpression(object)) return object.expression.kind === typescript.SyntaxKind.ThisKeyword ? 'this.x.m()' : 'x.y.m()';
  return typescript.isIdentifier(object) ? 'x.m()' : 'a.b().c()';
}
