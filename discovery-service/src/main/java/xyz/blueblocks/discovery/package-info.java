/// In: registrations, heartbeats, look-ups and route requests over HTTP. Out: signed directory,
/// sessions, the peers topic.
///
/// The public door for clients. It must never learn what is sent, to whom, or along which whole
/// route.
@NullMarked
package xyz.blueblocks.discovery;

import org.jspecify.annotations.NullMarked;
