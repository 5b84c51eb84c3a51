/// Fault: knows inbound.
@NullMarked
package seeded.relay.outbound;

import org.jspecify.annotations.NullMarked;
