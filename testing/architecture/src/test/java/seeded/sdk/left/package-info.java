/// Half of a cycle.
@NullMarked
package seeded.sdk.left;

import org.jspecify.annotations.NullMarked;
