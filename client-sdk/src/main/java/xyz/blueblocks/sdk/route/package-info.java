/// Where bytes go: verified routes, and the links they begin on.
///
/// A route here is already believed: every descriptor was signed by its relay, the key record by
/// its peer. Who finds routes (package `directory`) and who walks them (package `circuit`) meet in
/// these types and nowhere else.
@NullMarked
package xyz.blueblocks.sdk.route;

import org.jspecify.annotations.NullMarked;
