/// Fault: knows another service.
@NullMarked
package seeded.planner;

import org.jspecify.annotations.NullMarked;
