// Asks a server that has responses of its own class for many answers at once, over one connection, and prints how many and how long each took.
const http = require('node:http');
const net = require('node:net');

const COUNT = 50;
const TAKES_MS = 40;
class Response extends http.ServerResponse {}
const server = http.createServer({ServerResponse: Response}, (request, response) => setTimeout(() => response.end('done'), TAKES_MS));
server.listen(0, '127.0.0.1', () => {
  const socket = net.connect(server.address().port, '127.0.0.1');
  let text = '';
  socket.on('data', data => {
    text += data;
    if (text.split('done').length <= COUNT) return;
    console.log(JSON.stringify({count: COUNT, takesMs: TAKES_MS}));
    socket.destroy();
    server.close();
  });
  socket.write('GET / HTTP/1.1\r\nhost: here\r\n\r\n'.repeat(COUNT));
});
