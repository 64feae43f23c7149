import {pbkdf2Sync} from 'node:crypto';

/**
 * Three people sign up; while a fingerprint is computed, nobody else is answered. Profile this file, take the light bulb's offer on line 8, save, and choose
 * “Loopsight: Run Again and Compare”.
 */
async function fingerprint(password: string): Promise<string> {
  return pbkdf2Sync(password, 'salt', 500_000, 32, 'sha256').toString('hex');
}

async function signUp(passwords: readonly string[]): Promise<void> {
  for (const password of passwords) {
    await new Promise(resolve => setTimeout(resolve, 20));
    console.log(await fingerprint(password));
  }
}

void signUp(['correct', 'horse', 'battery']);
