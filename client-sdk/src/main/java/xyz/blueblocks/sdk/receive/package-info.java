/// Receives messages and files: policy, verification, writing beside the place, receipts.
///
/// In: sessions that others opened to this peer. Out: whole, verified messages and files, each id
/// once, and a signed receipt for each. Nothing unverified or unfinished is ever shown to the
/// application. Specification: docs/spec/transfer.md.
@NullMarked
package xyz.blueblocks.sdk.receive;

import org.jspecify.annotations.NullMarked;
