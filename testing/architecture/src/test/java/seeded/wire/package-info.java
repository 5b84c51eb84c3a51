/// Fault: knows a module above it.
@NullMarked
package seeded.wire;

import org.jspecify.annotations.NullMarked;
