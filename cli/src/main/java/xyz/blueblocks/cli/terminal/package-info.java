/// What every command has in common: streams, questions, answers, failures, progress.
///
/// Knows nothing of the network. Secrets pass through here from a person's fingers to the caller
/// and are never printed; whatever a stranger wrote is made harmless ([Shown]) before a terminal
/// sees it.
@NullMarked
package xyz.blueblocks.cli.terminal;

import org.jspecify.annotations.NullMarked;
