/** Asks the service of this folder for what it answers quickly, and now and then for what it does not. */
const address = `http://127.0.0.1:${process.env.PORT ?? 47_123}`;

for (let round = 0; round < 5; round++) {
  await fetch(`${address}/login`);
  for (let i = 0; i < 20; i++) await fetch(`${address}/`);
}
