/** Where the playground's service listens. */
const ADDRESS = 'http://127.0.0.1:47123';

/** Profiles the playground's service, which is open in the window, and asks it three times for what holds its loop. It goes on until it is stopped. */
export async function profileService(window) {
  await window.line('pbkdf2Sync(password').waitFor();
  await window.runCommand('Loopsight: Profile Current File');
  await window.answers(ADDRESS);
  for (let request = 0; request < 3; request++) await fetch(`${ADDRESS}/login`);
}

/** The same, until its lines show what they cost. */
export async function measureService(window) {
  await profileService(window);
  await window.runCommand('Loopsight: Stop Profiling');
  const drawn = await window.textsAtLineEnds(/blocked · 3×/);
  await window.runCommand('Notifications: Clear All Notifications');
  return drawn;
}
