/// How much may be under way on a circuit: the arithmetic of DATA_ACK, the same at both ends.
///
/// No sockets and no clocks: whoever moves the bytes tells these classes what moved, and when.
@NullMarked
package xyz.blueblocks.wire.credit;

import org.jspecify.annotations.NullMarked;
