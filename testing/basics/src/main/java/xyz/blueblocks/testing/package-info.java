/// What tests of every module share. It knows no module, so that the lowest may use it too.
@NullMarked
package xyz.blueblocks.testing;

import org.jspecify.annotations.NullMarked;
