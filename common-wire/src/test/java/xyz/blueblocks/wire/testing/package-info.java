/// What the tests of this module share: vectors, people, hostile bytes.
@NullMarked
package xyz.blueblocks.wire.testing;

import org.jspecify.annotations.NullMarked;
