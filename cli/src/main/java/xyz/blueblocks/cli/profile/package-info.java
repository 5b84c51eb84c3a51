/// Which profile a command is about, and who is meant by a name.
@NullMarked
package xyz.blueblocks.cli.profile;

import org.jspecify.annotations.NullMarked;
