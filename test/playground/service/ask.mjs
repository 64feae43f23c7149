import {createInterface} from 'node:readline/promises';

/** A program that one talks to: what is typed into the terminal reaches it while it is profiled. */
const terminal = createInterface({input: process.stdin, output: process.stdout});
const name = await terminal.question('Who is there? ');
console.log(`Hello, ${name}.`);
terminal.close();
