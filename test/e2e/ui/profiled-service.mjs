import {freePort} from '../workbench.mjs';

const port = await freePort();

/** Where the playground's service listens. */
export const SERVICE_ADDRESS = `http://127.0.0.1:${port}`;

/** Settings by which programs in terminals are told so. In the environment of the workbench, it would take the port for its own. */
export const SERVICE_SETTINGS = Object.fromEntries(['linux', 'osx', 'windows'].map(system => [`terminal.integrated.env.${system}`, {PORT: String(port)}]));

/** Profiles the playground's service, which is open in the window, and asks it three times for what holds its loop. It goes on until it is stopped. */
export async function profileService(window) {
  await window.line('pbkdf2Sync(password').waitFor();
  await window.runCommand('Loopsight: Profile Current File');
  await window.answers(SERVICE_ADDRESS);
  for (let request = 0; request < 3; request++) await fetch(`${SERVICE_ADDRESS}/login`);
}

/** The same, until its lines show what they cost. */
export async function measureService(window) {
  await profileService(window);
  await window.runCommand('Loopsight: Stop Profiling');
  const drawn = await window.textsAtLineEnds(/blocked · 3×/);
  await window.runCommand('Notifications: Clear All Notifications');
  return drawn;
}
