/// Other half of a cycle.
@NullMarked
package seeded.sdk.right;

import org.jspecify.annotations.NullMarked;
