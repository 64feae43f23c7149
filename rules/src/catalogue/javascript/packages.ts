import {lastMember, members, words, type BlockingGroup} from '../knowledge.ts';
import {said, twin, twins} from './npm-package.ts';

/** Packages whose synchronous functions have an asynchronous twin with the same arguments, of which it was confirmed that it gives a promise. */
export const packages: readonly BlockingGroup[] = [
  twins('bcrypt 6.0.0', 'computation', members('bcrypt', 'hashSync compareSync')),
  twins('bcryptjs 3.0.3', 'computation', members('bcryptjs', 'hashSync compareSync'), 'The promise form computes on this thread too, but in slices between which others run.'),
  drawsSalt('bcrypt 6.0.0', 'bcrypt'),
  drawsSalt('bcryptjs 3.0.3', 'bcryptjs'),
  twins('@node-rs/bcrypt 2.0.0', 'computation', members('@node-rs/bcrypt', 'hashSync compareSync verifySync')),
  twins('@node-rs/argon2 2.2.1', 'computation', members('@node-rs/argon2', 'hashSync verifySync')),
  twins('esbuild 0.28.2', 'computation', members('esbuild', 'buildSync transformSync formatMessagesSync')),
  twins('@swc/core 1.16.22', 'computation', members('@swc/core', 'transformSync parseSync printSync minifySync transformFileSync parseFileSync')),
  {
    ...twins('@babel/core 7.29.13', 'computation', members('@babel/core', 'transformSync transformFileSync transformFromAstSync parseSync loadPartialConfigSync loadOptionsSync')),
    rewrite: name => twin(name, lastMember(name).replace('Sync', 'Async')),
    instead: name => `\`await ${lastMember(name).replace('Sync', 'Async')}(…)\``,
    reason: 'The asynchronous form computes on this thread too, but reads its files and plugins without holding it.',
  },
  {
    ...twins('sass 1.108.2', 'computation', members('sass', 'compile compileString')),
    rewrite: name => twin(name, `${lastMember(name)}Async`),
    instead: name => `\`await ${lastMember(name)}Async(…)\``,
    reason: 'The asynchronous form lets others run between its parts, but takes longer as a whole.',
  },
  twins('fs-extra 11.4.1', 'file', members('fs-extra', `
    copySync copyFileSync moveSync removeSync outputFileSync outputJsonSync outputJSONSync readJsonSync readJSONSync writeJsonSync
    writeJSONSync ensureDirSync ensureFileSync ensureLinkSync ensureSymlinkSync emptyDirSync mkdirpSync mkdirsSync createFileSync
    readFileSync writeFileSync appendFileSync mkdirSync mkdtempSync readdirSync renameSync rmSync rmdirSync unlinkSync linkSync symlinkSync
    readlinkSync truncateSync chmodSync chownSync utimesSync cpSync
  `)),
  twins('fs-extra 11.4.1', 'metadata', members('fs-extra', 'pathExistsSync statSync lstatSync accessSync realpathSync')),
  said('fs-extra 11.4.1', 'metadata', members('fs-extra', 'existsSync'), '`await pathExists(…)`'),
  said('fs-extra 11.4.1', 'file', members('fs-extra', 'openSync closeSync readSync writeSync'), '`open` and the other forms without `Sync`'),
  twins('jsonfile 6.2.1', 'file', members('jsonfile', 'readFileSync writeFileSync')),
  twins('glob 14.0.6', 'file', members('glob', 'globSync')),
  twins('tinyglobby 0.2.17', 'file', members('tinyglobby', 'globSync')),
  twins('globby 16.2.4', 'file', members('globby', 'globbySync')),
  twins('rimraf 6.1.4', 'file', members('rimraf', 'rimrafSync')),
  twins('mkdirp 3.0.1', 'file', members('mkdirp', 'mkdirpSync')),
  twins('make-dir 5.1.0', 'file', members('make-dir', 'makeDirectorySync')),
  twins('load-json-file 7.0.1', 'file', members('load-json-file', 'loadJsonFileSync')),
  twins('write-json-file 7.0.0', 'file', members('write-json-file', 'writeJsonFileSync')),
  twins('read-pkg 10.1.0', 'file', members('read-pkg', 'readPackageSync')),
  twins('tempy 3.2.0', 'file', members('tempy', 'temporaryWriteSync')),
  twins('find-up 8.0.0', 'metadata', members('find-up', 'findUpSync')),
  twins('locate-path 8.0.0', 'metadata', members('locate-path', 'locatePathSync')),
  twins('path-exists 5.0.0', 'metadata', members('path-exists', 'pathExistsSync')),
  twins('package-up 5.0.0', 'metadata', members('package-up', 'packageUpSync')),
  twins('proper-lockfile 4.1.2', 'file', members('proper-lockfile', 'lockSync unlockSync checkSync')),
  twins('execa 9.6.1', 'process', members('execa', 'execaSync execaCommandSync')),

  {
    ...twins('del 8.0.1', 'file', members('del', 'deleteSync')),
    rewrite: name => twin(name, 'deleteAsync'),
    instead: '`await deleteAsync(…)`',
  },
  said('fast-glob 3.3.3', 'file', words('fast-glob.sync fast-glob.globSync'), '`await fg(…)`'),
  said('tmp 0.2.7', 'file', members('tmp', 'fileSync dirSync'), 'the form with a callback'),
  said('tmp 0.2.7', 'metadata', ['tmp.tmpNameSync'], 'the form with a callback'),
  said('isolated-vm 7.0.1', 'computation', words('isolated-vm.Isolate().createContextSync isolated-vm.Isolate().compileScriptSync isolated-vm.Isolate.createSnapshot'), 'the form without `Sync`, which works in another thread'),
  // Its older line has them as members.
  said('execa 5.1.1', 'process', words('execa.sync execa.commandSync'), '`await execa(…)`'),
  said('command-exists 1.2.9', 'process', ['command-exists.sync'], '`await commandExists(…)`'),
  said('which 6.0.1', 'metadata', ['which.sync'], '`await which(…)`'),
  said('write-file-atomic 7.0.1', 'file', ['write-file-atomic.sync'], '`await writeFileAtomic(…)`'),
  said('cross-spawn 7.0.6', 'process', ['cross-spawn.sync'], '`spawn`, and `await once(child, "close")`'),
  said('execa 9.6.1', 'process', ['execa.$.sync', 'execa.$().sync'], '`await $`'),
  said('resolve 1.22.14', 'file', ['resolve.sync'], 'the form with a callback'),
  said('rimraf 6.1.4', 'file', ['rimraf.sync'], '`await rimraf(…)`'),
  said('mkdirp 3.0.1', 'file', ['mkdirp.sync'], '`await mkdirp(…)`'),
  said('glob 14.0.6', 'file', ['glob.sync', 'glob.glob.sync', 'glob.globIterateSync'], '`await glob(…)`'),
  said('shelljs 0.10.0', 'file', members('shelljs', 'cp rm mv mkdir ls find grep sed cat head tail sort touch test which'), '`fs/promises`'),
  said('shelljs 0.10.0', 'process', ['shelljs.exec', 'shelljs.cmd'], '`execa`, or `spawn` and `once`', [{test: 'has callback'}]),
  said('readline-sync 1.4.10', 'input', members('readline-sync', 'question prompt keyIn keyInYN keyInSelect questionEMail questionNewPassword'), '`readline/promises`'),
  said('prompt-sync 4.2.0', 'input', ['prompt-sync()'], '`readline/promises`'),
  said('sync-request 6.1.0', 'network', ['sync-request', 'sync-fetch', 'sync-rpc'], '`await fetch(…)`'),
  said('deasync', 'wait', members('deasync', 'sleep loopWhile runLoopOnce'), '`await`'),
  said('synckit 0.12.3', 'wait', ['synckit.createSyncFn()'], 'the asynchronous function itself'),
  said('pngjs 7.0.0', 'computation', members('pngjs.PNG.sync', 'read write'), '`new PNG().parse(…)`'),
  said('@prettier/sync 0.6.1', 'wait', members('@prettier/sync', 'format check formatWithCursor resolveConfig getFileInfo'), '`prettier` itself, which gives promises'),
  said('csv-parse 7.0.3', 'computation', ['csv-parse/sync.parse', 'csv-stringify/sync.stringify'], 'the stream of `csv-parse`'),
  said('node-sass', 'computation', ['sass.renderSync', 'node-sass.renderSync'], '`await compileAsync(…)`'),
  said('pako 3.0.3', 'computation', members('pako', 'gzip ungzip deflate inflate deflateRaw inflateRaw'), '`CompressionStream`, or `zlib` with a callback'),
  said('jsonwebtoken 9.0.3', 'computation', members('jsonwebtoken', 'sign verify'), 'the form with a callback', [{test: 'has callback'}]),
];

/** It draws sixteen random bytes, in microseconds: what computes for tenths of a second is the hash that follows. */
function drawsSalt(of: string, module: string): BlockingGroup {
  return {...twins(of, 'computation', members(module, 'genSaltSync'), 'Drawing the random bytes of a salt is over at once.'), confidence: 'possible'};
}
