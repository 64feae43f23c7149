import {members, membersOfEach, words} from '../knowledge.ts';
import type {QualifiedName} from '../types.ts';

const CONNECTION = 'connection_made connection_lost pause_writing resume_writing';

const REQUEST = 'prepare on_finish write_error get post put patch delete head options';

/** Methods that a loop calls where a class of one's own has them, as members of the base class. The synchronous ones block it. */
export const loopMethods: readonly QualifiedName[] = [
  ...members('asyncio.BaseProtocol()', CONNECTION),
  ...members('asyncio.Protocol()', `${CONNECTION} data_received eof_received`),
  ...members('asyncio.BufferedProtocol()', `${CONNECTION} get_buffer buffer_updated eof_received`),
  ...members('asyncio.DatagramProtocol()', `${CONNECTION} datagram_received error_received`),
  ...members('asyncio.SubprocessProtocol()', `${CONNECTION} pipe_data_received pipe_connection_lost process_exited`),
  ...members('asyncio.StreamReaderProtocol()', `${CONNECTION} data_received eof_received`),
  ...membersOfEach(words('tornado.web.RequestHandler() tornado.websocket.WebSocketHandler()'), REQUEST),
  ...members('tornado.websocket.WebSocketHandler()', 'open on_message on_close on_ping on_pong'),
];
