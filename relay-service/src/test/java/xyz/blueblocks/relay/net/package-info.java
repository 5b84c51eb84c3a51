/// Relays, senders and receivers on real links in one process, and those who misbehave among them.
@NullMarked
package xyz.blueblocks.relay.net;

import org.jspecify.annotations.NullMarked;
