/// In: cells on links. Out: the same cells one layer lighter, to the next neighbour or a mailbox.
///
/// It must never learn more than its two neighbours, and never reads the peers topic.
@NullMarked
package xyz.blueblocks.relay;

import org.jspecify.annotations.NullMarked;
