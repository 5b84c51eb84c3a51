/// Private files on a real file system.
@NullMarked
package xyz.blueblocks.crypto.file;

import org.jspecify.annotations.NullMarked;
