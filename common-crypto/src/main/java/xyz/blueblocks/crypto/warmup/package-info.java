/// Making a fresh process fast before it serves: compiling the hot loops, loading native code.
@NullMarked
package xyz.blueblocks.crypto.warmup;

import org.jspecify.annotations.NullMarked;
