// One request per element is fine for ten elements. For ten thousand it is ten thousand sockets at once.

// Planted: as many requests at once as there are addresses.
export async function fetchAll(addresses: readonly string[]): Promise<string[]> {
  return Promise.all(addresses.map(async address => (await fetch(address)).text()));
}

// Planted: started in a loop, awaited together.
export async function notifyAll(users: readonly {readonly hook: string}[], message: string): Promise<void> {
  const sent: Promise<Response>[] = [];
  for (const user of users) {
    sent.push(fetch(user.hook, {method: 'POST', body: message}));
  }
  await Promise.all(sent);
}

// Well done: ten at a time.
export async function fetchAllWell(addresses: readonly string[]): Promise<string[]> {
  const texts: string[] = [];
  for (let start = 0; start < addresses.length; start += 10) {
    const ten = addresses.slice(start, start + 10);
    texts.push(...(await Promise.all(ten.map(async address => (await fetch(address)).text()))));
  }
  return texts;
}

// Well done: three elements, known from the text.
export async function health(): Promise<Response[]> {
  return Promise.all(['/live', '/ready', '/version'].map(path => fetch(path)));
}
