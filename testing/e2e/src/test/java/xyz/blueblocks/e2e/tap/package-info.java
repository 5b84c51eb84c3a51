/// A wiretap for the inside of a process: what a relay sees once TLS is off. It exists in tests
/// alone; no program of the system knows of it.
///
/// The classes of this package run in two places: [xyz.blueblocks.e2e.tap.Wiretap] in the test, the
/// others in the process that is listened to. Those must need nothing but the JDK.
@NullMarked
package xyz.blueblocks.e2e.tap;

import org.jspecify.annotations.NullMarked;
