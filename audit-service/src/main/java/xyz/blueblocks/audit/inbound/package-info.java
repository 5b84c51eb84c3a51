/// Who talks to the log: the events topic, peers with events of their own, and anyone who checks
/// it.
///
/// Tiles, checkpoints and proofs are for everybody: a leaf shows nothing without its opening.
/// Entries and receipts are for their parties.
@NullMarked
package xyz.blueblocks.audit.inbound;

import org.jspecify.annotations.NullMarked;
