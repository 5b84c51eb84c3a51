/// Fault: knows outbound.
@NullMarked
package seeded.relay.inbound;

import org.jspecify.annotations.NullMarked;
