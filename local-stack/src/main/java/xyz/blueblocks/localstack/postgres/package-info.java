/// PostgreSQL as a child process: its binaries, its data folder, its start and its recovery.
///
/// Everything that takes time on disk is made in a folder beside the real one and renamed, so a
/// kill at any moment leaves either nothing or the whole.
@NullMarked
package xyz.blueblocks.localstack.postgres;

import org.jspecify.annotations.NullMarked;
