export {cacheFolder} from './cache-folder.ts';
export {diskCache} from './summary-cache.ts';
export {diskFiles} from './source-files.ts';
export {frontEnds} from './front-ends.ts';
