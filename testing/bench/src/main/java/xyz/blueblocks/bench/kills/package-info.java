/// Kills both ends and the relays of transfers, at random moments drawn from a seed, and checks
/// that every file arrives once, whole, and at the cost of one window per kill: `./bb kills`.
///
/// The ends are processes of their own that use the client library as anybody would; everything
/// else is a local stack. What is measured and what is checked: docs/operations/kills.md.
@NullMarked
package xyz.blueblocks.bench.kills;

import org.jspecify.annotations.NullMarked;
