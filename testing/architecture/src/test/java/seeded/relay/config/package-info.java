/// No faults: wiring.
@NullMarked
package seeded.relay.config;

import org.jspecify.annotations.NullMarked;
