/// The relay's disk and directory under test.
@NullMarked
package xyz.blueblocks.relay.outbound;

import org.jspecify.annotations.NullMarked;
