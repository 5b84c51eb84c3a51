/// The SDK on a terminal: `bb`.
///
/// Parses, calls the SDK, prints. Every answer is a sentence or, with `--json`, one object; every
/// failure says what to do next.
@NullMarked
package xyz.blueblocks.cli;

import org.jspecify.annotations.NullMarked;
