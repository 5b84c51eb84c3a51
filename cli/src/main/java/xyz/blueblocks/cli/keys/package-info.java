/// `bb keys`: the master key of a profile, from the first day to its restoration.
///
/// A secret is printed by one command alone, `backup`, whose answer it is.
@NullMarked
package xyz.blueblocks.cli.keys;

import org.jspecify.annotations.NullMarked;
