/// `bb doctor`: what stands in the way, found before it is needed.
///
/// Looks at the machine, the profile's files and each replica of each service by itself. Needs no
/// passphrase unless relays are asked for, and changes nothing.
@NullMarked
package xyz.blueblocks.cli.doctor;

import org.jspecify.annotations.NullMarked;
