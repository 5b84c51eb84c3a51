/// Links under test: real sockets, real TLS, and peers that do not keep to the protocol.
@NullMarked
package xyz.blueblocks.link;

import org.jspecify.annotations.NullMarked;
