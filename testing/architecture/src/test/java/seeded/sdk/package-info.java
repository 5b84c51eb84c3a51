/// Faults of a library.
@NullMarked
package seeded.sdk;

import org.jspecify.annotations.NullMarked;
