/// JMH measurements of single steps, and load on the whole system that verifies what it moved.
@NullMarked
package xyz.blueblocks.bench;

import org.jspecify.annotations.NullMarked;
