/// In: audit events from Kafka. Out: an append-only log with checkpoints and proofs, and its
/// viewer.
///
/// Nothing flows from here back into routing. It must never learn plaintext, client addresses or
/// complete routes.
@NullMarked
package xyz.blueblocks.audit;

import org.jspecify.annotations.NullMarked;
