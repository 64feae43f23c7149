import {extensions, type Uri, workspace} from 'vscode';

/** The part of the Python extension's published interface that tells the interpreter. */
interface PythonExtension {
  readonly environments?: {
    getActiveEnvironmentPath(resource?: Uri): {readonly path: string};
    resolveEnvironment(environment: {readonly path: string}): Promise<{readonly executable: {readonly uri?: Uri}} | undefined>;
  };
}

/** The interpreter that the user has chosen for a file: in the Python extension, or else in Loopsight's setting. */
export async function chosenPython(resource: Uri): Promise<string | null> {
  return (await interpreterOfPythonExtension(resource)) ?? (workspace.getConfiguration('loopsight', resource).get<string>('python') || null);
}

async function interpreterOfPythonExtension(resource: Uri): Promise<string | null> {
  const extension = extensions.getExtension<PythonExtension>('ms-python.python');
  try {
    const {environments} = (await extension?.activate()) ?? {};
    const environment = await environments?.resolveEnvironment(environments.getActiveEnvironmentPath(resource));
    return environment?.executable.uri?.fsPath ?? null;
  } catch {
    // What another extension does with a call is its own affair; there are other ways to find an interpreter.
    return null;
  }
}
