import {spawnSync} from 'node:child_process';
import {cpSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {DATASETTE_STALLS} from './datasette-stalls.mjs';
import {plant} from './planting.mjs';

/** Datasette, which shows databases on the web, over asyncio and uvicorn: a copy of what pip installed, with what is planted in it. */
export function datasette({python, name}) {
  return {
    title: `Datasette on ${name}`,
    light: '/-/settings.json',
    prepare(folder) {
      cpSync(output(python, ['-c', 'import datasette, pathlib; print(pathlib.Path(datasette.__file__).parent)']), join(folder, 'datasette'), {recursive: true});
      const planted = plant(join(folder, 'datasette'), DATASETTE_STALLS, clocked);
      writeFileSync(join(folder, 'datasette', 'clock.py'), CLOCK);
      for (const file of ['planted.db', 'fixed.db']) output(python, ['-c', DATABASE, join(folder, file)]);
      return planted;
    },
    command: port => [python, '-m', 'datasette', 'serve', 'planted.db', '--immutable', 'fixed.db', '--port', String(port)],
    first: [],
  };
}

function output(program, args) {
  const {status, stdout, stderr} = spawnSync(program, args, {encoding: 'utf8'});
  if (status !== 0) throw new Error(`${program} failed: ${stderr}`);
  return stdout.trim();
}

function clocked(name, setup, code) {
  return ['from time import perf_counter', 'from datasette.clock import held', ...setup, 'begun = perf_counter()', ...code, `held(${JSON.stringify(name)}, begun)`];
}

/** Writes what it has been told from a thread of its own. */
const CLOCK = `import json
import os
import queue
import threading
import time

told = queue.SimpleQueue()


def held(name, begun):
    told.put({"name": name, "ms": (time.perf_counter() - begun) * 1000})


def write():
    while True:
        line = json.dumps(told.get()) + "\\n"
        with open(os.environ["CLOCK_FILE"], "a") as file:
            file.write(line)


threading.Thread(target=write, daemon=True).start()
`;

const DATABASE = `import sqlite3, sys
connection = sqlite3.connect(sys.argv[1])
connection.execute("create table items (id integer primary key, name text, data blob)")
connection.executemany("insert into items (name, data) values (?, ?)", [(f"item {index % 7}", b"data") for index in range(100)])
connection.commit()
`;
