export * from './held.ts';
export * from './length-guards.ts';
export * from './places.ts';
export * from './suspensions.ts';
export * from './ways-out.ts';
