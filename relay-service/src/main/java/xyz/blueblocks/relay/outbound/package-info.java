/// What core needs of the world: links to other relays, the signed directory, a disk, Kafka.
///
/// Learns who the relays are, never who talks to whom.
@NullMarked
package xyz.blueblocks.relay.outbound;

import org.jspecify.annotations.NullMarked;
