/// One link between two peers: `bb-link/1` over raw TLS, or the same frames over WebSocket.
///
/// Begin at [LinkTransport]. TLS, framing, authentication of the link, keep-alive and credit, the
/// same code for relay and client. It never looks inside a cell and never decides where one goes.
@NullMarked
package xyz.blueblocks.link;

import org.jspecify.annotations.NullMarked;
