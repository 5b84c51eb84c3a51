/// Faults of a core.
@NullMarked
package seeded.relay.core;

import org.jspecify.annotations.NullMarked;
