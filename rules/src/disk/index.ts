export {cacheFolder} from './cache-folder.ts';
export {type RememberedFiles, rememberReads} from './changes-on-disk.ts';
export {frontEnds} from './front-ends.ts';
export {diskFiles} from './source-files.ts';
export {diskCache} from './summary-cache.ts';
