export {diskFiles} from './source-files.ts';
export {diskCache} from './summary-cache.ts';
