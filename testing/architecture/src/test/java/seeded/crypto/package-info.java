/// No faults: the room for keys.
@NullMarked
package seeded.crypto;

import org.jspecify.annotations.NullMarked;
