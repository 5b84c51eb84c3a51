/// Which relays make a route, and what each of them is allowed to know about it.
///
/// In: what Kafka says about peers, relays and attachments, and a client's signed route request.
/// Out: a path with one admission token per hop, or the reason why there is none. Never learns what
/// travels, and keeps no route it gave out. Pure decisions: time and randomness are arguments,
/// nothing here touches a socket, a clock or a thread.
@NullMarked
package xyz.blueblocks.planner.core;

import org.jspecify.annotations.NullMarked;
