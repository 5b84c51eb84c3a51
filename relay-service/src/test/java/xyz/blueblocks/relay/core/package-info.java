/// Decisions of a relay under test, without sockets and clocks.
@NullMarked
package xyz.blueblocks.relay.core;

import org.jspecify.annotations.NullMarked;
