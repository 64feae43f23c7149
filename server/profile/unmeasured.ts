/** The reason, as the end of a sentence, why a command that ran Python left nothing to read; empty where none is known. */
export function reasonUnmeasured([program = '', ...words]: readonly string[]): string {
  if (!/(^|[\\/])python[\d.]*(\.exe)?$/i.test(program)) return '';
  for (const word of words) {
    // The first word that is no option is the program; of options that take a word, all that follows belongs to it.
    if (!/^-[A-Za-z]/.test(word) || /^-[cm]/.test(word)) break;
    const letter = [...word.slice(1)].find(each => Object.hasOwn(KEEPING_OUT, each));
    if (letter) return `: with \`-${letter}\` Python ${KEEPING_OUT[letter]}, so the agent is not loaded`;
  }
  return '';
}

const KEEPING_OUT: Readonly<Record<string, string>> = {
  E: 'ignores PYTHONPATH',
  I: 'ignores PYTHONPATH',
  S: 'leaves out `site`',
};
