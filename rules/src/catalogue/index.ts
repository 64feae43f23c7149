export {createCatalogue} from './catalogue.ts';
export {memberOfAnything, qualifiedName} from './qualified-name.ts';
export type * from './types.ts';
