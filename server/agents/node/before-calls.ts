/** Calls `prepare` with the object before each call of a method. Returns what ends that. */
export function beforeCalls<Owner extends object>(owner: Owner, name: keyof Owner & string, prepare: (receiver: Owner) => void): () => void {
  return replaceMethod(owner, name, original => function (...args) {
    prepare(this as Owner);
    return Reflect.apply(original, this, args) as unknown;
  });
}

type Method = (this: unknown, ...args: unknown[]) => unknown;

/** Puts another function in a method's place, which looks like it from outside. Returns what puts the method back, unless somebody else has replaced it since. */
export function replaceMethod(owner: object, name: string, replacementOf: (original: Method) => Method): () => void {
  const methods = owner as Record<string, unknown>;
  const original = methods[name];
  if (typeof original !== 'function') return () => {};
  const replacement = replacementOf(original as Method);
  Object.defineProperties(replacement, Object.getOwnPropertyDescriptors(original));
  methods[name] = replacement;
  return () => {
    if (methods[name] === replacement) methods[name] = original;
  };
}
