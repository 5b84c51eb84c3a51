/// Files that hold secrets or records of access: readable by their owner alone from their first
/// byte, and whole or not there at all.
@NullMarked
package xyz.blueblocks.crypto.file;

import org.jspecify.annotations.NullMarked;
