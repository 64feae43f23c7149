/** Calls `prepare` with the object before each call of a method. Returns what ends that. */
export function beforeCalls<Owner extends object>(owner: Owner, name: keyof Owner & string, prepare: (receiver: Owner) => void): () => void {
  const methods = owner as Record<string, unknown>;
  const original = methods[name];
  if (typeof original !== 'function') return () => {};
  const {[name]: wrapper} = {
    [name](this: Owner, ...args: unknown[]) {
      prepare(this);
      return Reflect.apply(original, this, args) as unknown;
    },
  };
  Object.defineProperties(wrapper, Object.getOwnPropertyDescriptors(original));
  methods[name] = wrapper;
  return () => {
    if (methods[name] === wrapper) methods[name] = original;
  };
}
