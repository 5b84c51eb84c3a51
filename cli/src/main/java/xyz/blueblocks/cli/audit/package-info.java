/// `bb audit`: what the log holds about a profile, and proofs that need no network.
@NullMarked
package xyz.blueblocks.cli.audit;

import org.jspecify.annotations.NullMarked;
