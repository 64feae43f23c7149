import {existsSync, readFileSync} from 'node:fs';
import {dirname} from 'node:path';
import {type Uri, workspace} from 'vscode';
import {chosenPython} from './chosen-python.ts';
import type {Project} from './launch.ts';
import {findProgram, versionOf} from './programs.ts';

/** The project that a file belongs to, on this machine. */
export function projectOf(uri: Uri): Project {
  return {
    folder: workspace.getWorkspaceFolder(uri)?.uri.fsPath ?? dirname(uri.fsPath),
    platform: process.platform,
    exists: existsSync,
    readText,
    findProgram,
    versionOf,
    chosenPython: () => chosenPython(uri),
  };
}

function readText(path: string): string | null {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return null;
  }
}
